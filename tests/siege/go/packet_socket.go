// why: frames past the network stack
// verdict: RTE
// says: forbidden system call
// abuse: syscall
package main

import "syscall"

func init() {
	attacks["packet_socket"] = func() { syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, 0x300) }
}
