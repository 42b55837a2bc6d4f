// why: has the kernel start a helper of the host
// end: syscall
// end@runtime: syscall
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { return syscall(SYS_request_key, "user", "minos", "x", -3) < 0; }
