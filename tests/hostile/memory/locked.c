// why: locked pages can't be reclaimed
// end: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/mman.h>
int main(void) {
    char *p = mmap(0, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    puts(mlock(p, 64 << 20) && mlockall(MCL_CURRENT | MCL_FUTURE) ? "refused" : "locked"); return 0;
}
