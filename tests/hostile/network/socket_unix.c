// why: unix sockets would reach other programs, by path and by abstract name
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: open
#include <stdio.h>
#include <sys/socket.h>
int main(void) { puts(socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? "refused" : "open"); return 0; }
