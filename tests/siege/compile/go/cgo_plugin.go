// why: a plugin of the C compiler is code that runs while compiling
// verdict: CE
package main

// #cgo CFLAGS: -fplugin=/tmp/evil.so -B/tmp
import "C"

func main() {}
