// why: hides its CPU time in children that it never waits for
// end: limit cpu
#include <unistd.h>
int main(void) { for (int i = 0; i < 4; i++) if (fork() == 0) for (volatile long n = 0;; n++) {} for (;;) pause(); }
