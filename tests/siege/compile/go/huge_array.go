// why: a variable larger than the file may be
// verdict: CE RTE MLE
package main

var all = [1 << 36]byte{1}

func main() {
	for i := range all {
		all[i] = 1
	}
}
