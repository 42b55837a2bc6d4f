// why: an error said to be in a file of the host
// verdict: CE
// unsaid: leaked
package main

//line {secret}:1
func main() { nothing }
