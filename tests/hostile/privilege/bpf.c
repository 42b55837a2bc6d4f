// why: programs of its own inside the kernel
// end: syscall
// end@runtime: syscall
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { char a[128] = {0}; a[0] = 2; a[4] = 4; a[8] = 4; a[12] = 1; return syscall(SYS_bpf, 0, a, sizeof a) < 0; }
