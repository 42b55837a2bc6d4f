// why: flags for the linker
// verdict: CE
// unsaid: leaked
package main

// #cgo LDFLAGS: -Wl,-T,{secret}
import "C"

func main() {}
