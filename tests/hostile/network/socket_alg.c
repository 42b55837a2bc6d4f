// why: the kernel's cryptography, a socket with a record of exploits
// end: syscall
// end@runtime: syscall
#include <sys/socket.h>
int main(void) { return socket(AF_ALG, SOCK_SEQPACKET, 0) < 0; }
