// why: a file above the program's directory
// verdict: CE
// says: pattern
package main

import _ "embed"

//go:embed ../etc/passwd
var text string

func main() { println(text) }
