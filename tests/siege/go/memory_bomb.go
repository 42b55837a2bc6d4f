// why: a heap that grows
// verdict: MLE
package main

func init() {
	attacks["memory_bomb"] = func() {
		var kept [][]byte
		for {
			piece := make([]byte, 1<<20)
			for i := 0; i < len(piece); i += 4096 {
				piece[i] = 1
			}
			kept = append(kept, piece)
		}
	}
}
