package main

import (
	"bufio"
	"fmt"
	"os"
)

// The z-function of second + first + first tells where the second print begins.
func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	var first, second string
	fmt.Fscan(in, &first, &second)
	n := len(first)
	text := second + first + first
	z := make([]int, len(text))
	left, right := 0, 0
	for i := 1; i < len(text); i++ {
		if i < right {
			z[i] = min(right-i, z[i-left])
		}
		for i+z[i] < len(text) && text[z[i]] == text[i+z[i]] {
			z[i]++
		}
		if i+z[i] > right {
			left, right = i, i+z[i]
		}
	}
	for k := 0; k < n; k++ {
		if z[n+k] >= n {
			fmt.Println(k)
			return
		}
	}
	fmt.Println(-1)
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}
