// why: a program on a CPU of its own choice disturbs what is measured there
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: moved
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
int main(void) {
    cpu_set_t mine, one; sched_getaffinity(0, sizeof mine, &mine); CPU_ZERO(&one);
    for (int i = 0; i < CPU_SETSIZE; i++) if (CPU_ISSET(i, &mine)) { CPU_SET(i, &one); break; }
    puts(sched_setaffinity(0, sizeof one, &one) ? "refused" : "moved"); return 0;
}
