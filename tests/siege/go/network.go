// why: every way out that the library has
// verdict: AC
// stdout: refused
package main

import "net"

func init() {
	attacks["network"] = func() {
		var done []string
		for _, network := range []string{"tcp", "udp", "tcp6", "ip4:icmp"} {
			address := "127.0.0.1:22"
			if network == "tcp6" {
				address = "[::1]:22"
			} else if network == "ip4:icmp" {
				address = "127.0.0.1"
			}
			if _, err := net.Dial(network, address); err == nil {
				done = append(done, network)
			}
		}
		if _, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
			done = append(done, "listen")
		}
		if _, err := net.Listen("unix", "@minos-test"); err == nil {
			done = append(done, "abstract")
		}
		if found, _ := net.LookupHost("example.org"); len(found) > 0 {
			done = append(done, "dns")
		}
		report(done, "refused")
	}
}
