// why: pushes a command into the terminal, with high bits that the kernel drops
// end: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { char c = 'x'; puts(syscall(SYS_ioctl, 0, 0x100005412UL, &c) < 0 ? "refused" : "done"); return 0; }
