// why: children until the limit on processes
// verdict: AC
// abuse: processes
// stdout: refused
package main

import (
	"fmt"
	"syscall"
)

func init() {
	attacks["fork_bomb"] = func() {
		refused := 0
		for i := 0; i < 300; i++ {
			if _, err := syscall.ForkExec("/usr/bin/sleep", []string{"sleep", "100"}, &syscall.ProcAttr{}); err != nil {
				refused++
			}
		}
		if refused > 100 {
			fmt.Println("refused")
		}
	}
}
