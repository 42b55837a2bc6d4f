// why: a program that was never a file keeps the filter and gains nothing
// verdict: AC
// stdout: [mount failed]
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"unsafe"
)

func init() {
	attacks["memory_file_program"] = func() {
		name := []byte("program\x00")
		fd, _, _ := syscall.Syscall(319, uintptr(unsafe.Pointer(&name[0])), 0, 0)
		program, err := os.ReadFile("/usr/bin/unshare")
		if err != nil {
			program, _ = os.ReadFile("/bin/unshare")
		}
		syscall.Write(int(fd), program)
		command := exec.Command(fmt.Sprintf("/proc/self/fd/%d", fd), "-U", "true")
		if err := command.Run(); err != nil {
			report([]string{"mount", "failed"}, "")
			return
		}
		report([]string{"escaped"}, "")
	}
}
