// why: core scheduling keeps everyone else off the other half of a core
// end: exited 0
// end@runtime: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/prctl.h>
int main(void) { puts(prctl(62, 1, 0, 0, 0) ? "refused" : "alone"); return 0; }
