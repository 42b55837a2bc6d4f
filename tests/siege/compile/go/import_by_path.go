// why: directories of the host as packages
// verdict: CE
package main

import _ "/etc"
import _ "../../root"

func main() {}
