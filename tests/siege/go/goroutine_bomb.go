// why: goroutines are memory, if no threads
// verdict: MLE
package main

func init() {
	attacks["goroutine_bomb"] = func() {
		for {
			go func() { select {} }()
		}
	}
}
