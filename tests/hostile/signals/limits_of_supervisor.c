// why: a supervisor without CPU time or descriptors could not do its work
// end: exited 0
// stdout: refused
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
int main(void) { struct rlimit r = {1, 1}; puts(prlimit(1, RLIMIT_CPU, &r, 0) && prlimit(1, RLIMIT_NOFILE, &r, 0) ? "refused" : "set"); return 0; }
