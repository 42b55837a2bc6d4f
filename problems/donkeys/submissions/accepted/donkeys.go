package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	var n, d int
	fmt.Fscan(in, &n, &d)
	weights := make([]int, n)
	for i := range weights {
		fmt.Fscan(in, &weights[i])
	}
	sort.Ints(weights)
	donkeys := 0
	for i := 1; i < n; i++ {
		if weights[i]-weights[i-1] <= d {
			donkeys++
			i++
		}
	}
	fmt.Println(donkeys)
}
