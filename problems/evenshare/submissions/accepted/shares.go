package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	var n int
	var k, total, answer int64
	fmt.Fscan(in, &n, &k)
	seen := map[int64]int64{0: 1}
	for i := 0; i < n; i++ {
		var earned int64
		fmt.Fscan(in, &earned)
		total = ((total+earned)%k + k) % k
		answer += seen[total]
		seen[total]++
	}
	fmt.Println(answer)
}
