// why: raw frames
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: refused
#include <stdio.h>
#include <sys/socket.h>
int main(void) { puts(socket(AF_PACKET, SOCK_RAW, 768) < 0 ? "refused" : "made"); return 0; }
