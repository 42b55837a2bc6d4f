// why: looks through the keyrings of its user and session
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { return syscall(SYS_keyctl, 0, -3, 1) < 0; }
