// why: a constant of more digits than there is memory
// verdict: CE
package main

const (
	a = 1 << 500
	b = a * a * a * a * a * a * a * a
	c = b * b * b * b * b * b * b * b
)

func main() { println(c * c * c * c * c > 1) }
