// why: limits that can be raised are none
// end: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/resource.h>
int main(void) { struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY}; puts(setrlimit(RLIMIT_FSIZE, &r) && setrlimit(RLIMIT_CPU, &r) ? "refused" : "raised"); return 0; }
