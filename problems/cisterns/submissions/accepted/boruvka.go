package main

import (
	"bufio"
	"fmt"
	"os"
)

type pipe struct{ u, v, cost int }

// Borůvka's algorithm; a cistern is a pipe to village 0.
func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	read := func() int {
		value, b := 0, byte(' ')
		for b < '0' {
			b, _ = in.ReadByte()
		}
		for ; b >= '0'; b, _ = in.ReadByte() {
			value = 10*value + int(b-'0')
		}
		return value
	}
	n, m := read(), read()
	var pipes []pipe
	for village := 1; village <= n; village++ {
		pipes = append(pipes, pipe{0, village, read()})
	}
	for i := 0; i < m; i++ {
		pipes = append(pipes, pipe{read(), read(), read()})
	}
	parent := make([]int, n+1)
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	total := 0
	for joined := true; joined; {
		joined = false
		cheapest := make([]int, n+1)
		for i := range cheapest {
			cheapest[i] = -1
		}
		for i, p := range pipes {
			u, v := root(p.u), root(p.v)
			if u == v {
				continue
			}
			for _, end := range [2]int{u, v} {
				if cheapest[end] < 0 || p.cost < pipes[cheapest[end]].cost {
					cheapest[end] = i
				}
			}
		}
		for _, i := range cheapest {
			if i < 0 {
				continue
			}
			if u, v := root(pipes[i].u), root(pipes[i].v); u != v {
				parent[u] = v
				total += pipes[i].cost
				joined = true
			}
		}
	}
	fmt.Println(total)
}
