// why: the door from a virtual machine to its host
// end: syscall
// end@runtime: syscall
#include <sys/socket.h>
int main(void) { return socket(AF_VSOCK, SOCK_STREAM, 0) < 0; }
