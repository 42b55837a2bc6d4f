// Starts the attack that is named on stdin.
package main

import (
	"fmt"
	"os"
)

var attacks = map[string]func(){}

// report prints what was possible, one word each.
func report(done []string, none string) {
	if len(done) == 0 {
		fmt.Println(none)
		return
	}
	fmt.Println(done)
}

func main() {
	var name string
	fmt.Scan(&name)
	attack, ok := attacks[name]
	if !ok {
		os.Exit(99)
	}
	attack()
}
