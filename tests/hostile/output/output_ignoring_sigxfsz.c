// why: the signal of the limit can be ignored, the size can't
// end: limit output
#include <signal.h>
#include <stdio.h>
int main(void) { signal(SIGXFSZ, SIG_IGN); for (int i = 0; i < 20000000; i++) puts("again and again"); return 0; }
