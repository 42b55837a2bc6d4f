// why: signals to everybody that can be reached
// verdict: AC
// stdout: alive
package main

import (
	"fmt"
	"syscall"
)

func init() {
	attacks["kill_everyone"] = func() {
		for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGSTOP, syscall.SIGTERM} {
			for _, pid := range []int{1, syscall.Getppid(), -1} {
				syscall.Kill(pid, signal)
			}
		}
		fmt.Println("alive")
	}
}
