// why: pushes a command into the terminal, with high bits that the kernel drops
// end: exited 0
// end@runtime: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    char c = 'x'; int done = 0;
    for (int fd = 0; fd < 3; fd++) done |= syscall(SYS_ioctl, fd, 0x100005412UL, &c) >= 0 || syscall(SYS_ioctl, fd, 0x5412UL, &c) >= 0 || syscall(SYS_ioctl, fd, 0x541CUL, &c) >= 0;
    puts(done ? "done" : "refused"); return 0;
}
