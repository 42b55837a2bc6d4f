package main

import "fmt"

func main() {
	var word string
	fmt.Scan(&word)
	if word == "crash" {
		var nowhere *int
		*nowhere = 1
	}
	for word == "loop" {
	}
	var all [][]int
	for word == "hog" {
		block := make([]int, 100_000)
		for i := range block {
			block[i] = i
		}
		all = append(all, block)
	}
	fmt.Println("unknown", len(all))
}
