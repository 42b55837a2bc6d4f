// why: a file of the host as part of the program
// verdict: CE
// says: pattern
package main

import _ "embed"

//go:embed {secret}
var text string

func main() { println(text) }
