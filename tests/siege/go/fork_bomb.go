// why: children until the limit on processes
// verdict: AC
// abuse: forks refused
// stdout: refused
package main

import (
	"fmt"
	"os"
	"syscall"
)

func init() {
	attacks["fork_bomb"] = func() {
		for i := 0; i < 300; i++ {
			if _, err := syscall.ForkExec("/usr/bin/sleep", []string{"sleep", "100"}, &syscall.ProcAttr{}); err != nil {
				fmt.Println("refused")
				os.Exit(0)
			}
		}
		fmt.Println("spawned")
	}
}
