// why: a command in a comment must not be run
// verdict: AC
// stdout: nothing
package main

import (
	"fmt"
	"os"
)

//go:generate sh -c "echo x > /box/planted"

func main() {
	if _, err := os.Stat("/box/planted"); err == nil {
		fmt.Println("planted")
		return
	}
	fmt.Println("nothing")
}
