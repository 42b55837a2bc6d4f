// why: ptrace by the system call package
// verdict: RTE
// says: forbidden system call
// abuse: syscall
package main

import "syscall"

func init() {
	attacks["trace_parent"] = func() { syscall.PtraceAttach(syscall.Getppid()) }
}
