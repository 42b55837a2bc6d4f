// why: goroutines that each hold a thread
// verdict: RTE
package main

import (
	"runtime"
	"time"
)

func init() {
	attacks["thread_bomb"] = func() {
		for i := 0; i < 1000; i++ {
			go func() {
				runtime.LockOSThread()
				select {}
			}()
		}
		time.Sleep(time.Minute)
	}
}
