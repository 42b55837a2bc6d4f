// why: C brings its includes along
// verdict: CE
// unsaid: leaked
package main

// const char *text =
// #include "{secret}"
// ;
import "C"
import "fmt"

func main() { fmt.Println(C.GoString(C.text)) }
