// why: holds the kernel in the middle of a copy, the helper of many exploits
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: made
// stdout@lax: refused
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { puts(syscall(SYS_userfaultfd, 1) < 0 ? "refused" : "made"); return 0; }
