// why: abstract unix sockets would reach other programs
// end: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/socket.h>
int main(void) { puts(socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? "refused" : "open"); return 0; }
