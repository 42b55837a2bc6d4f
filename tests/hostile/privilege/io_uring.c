// why: does system calls past the filter
// end: exited 0
// end@runtime: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { char p[256] = {0}; puts(syscall(SYS_io_uring_setup, 4, p) < 0 && syscall(SYS_io_uring_enter, 3, 1, 0, 0, 0, 0) < 0 && syscall(SYS_io_uring_register, 3, 0, 0, 0) < 0 ? "refused" : "made"); return 0; }
