// why: more output than may be, errors not looked at
// verdict: OLE
// abuse: output
package main

import (
	"os"
	"strings"
)

func init() {
	attacks["output_flood"] = func() {
		text := []byte(strings.Repeat("again and again\n", 4096))
		for i := 0; i < 1000; i++ {
			os.Stdout.Write(text)
		}
	}
}
