package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var n, p, q, total int64
	fmt.Fscan(in, &n, &p, &q)
	for i := int64(0); i < n; i++ {
		var oars, amphorae int64
		fmt.Fscan(in, &oars, &amphorae)
		total += oars*p + amphorae*q
	}
	fmt.Println(total)
}
