// why: calls that a runtime's policy must answer with an error, each by its number
// verdict: AC
// stdout: refused
package main

import (
	"fmt"
	"os"
	"syscall"
)

func init() {
	attacks["raw_system_calls"] = func() {
		var done []string
		calls := map[string][4]uintptr{
			"setuid":            {105, 0, 0, 0},
			"setgroups":         {116, 0, 0, 0},
			"clone3":            {435, 0, 0, 0},
			"io_uring_setup":    {425, 8, 0, 0},
			"kcmp":              {312, 1, 1, 0},
			"seccomp":           {317, 1, 8, 0},
			"inotify_add_watch": {254, 0, 0, 0},
			"setpriority":       {141, 0, 0, ^uintptr(19)},
		}
		dir, _ := os.Open("/usr/bin")
		for name, call := range calls {
			first := call[1]
			if name == "F_NOTIFY" || name == "flock" || name == "inotify_add_watch" || name == "F_SETLEASE" || name == "syncfs" {
				first = dir.Fd()
			}
			if _, _, errno := syscall.RawSyscall(call[0], first, call[2], call[3]); errno == 0 {
				done = append(done, name)
			}
		}
		if len(done) > 0 {
			fmt.Println(done)
			return
		}
		fmt.Println("refused")
	}
}
