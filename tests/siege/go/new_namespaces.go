// why: the library's own way into new namespaces
// verdict: RTE
// says: forbidden system call
// abuse: syscall
package main

import (
	"os/exec"
	"syscall"
)

func init() {
	attacks["new_namespaces"] = func() {
		command := exec.Command("/usr/bin/id")
		command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS}
		command.Run()
	}
}
