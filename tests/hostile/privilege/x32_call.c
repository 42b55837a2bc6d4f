// why: the x32 numbers pass filters that compare plain ones
// end: syscall
#include <unistd.h>
#include <sys/syscall.h>
int main(void) { return syscall(0x40000000 + 39) < 0; }
