// why: a stopped process neither runs nor ends
// end: limit wall
#include <signal.h>
int main(void) { raise(SIGSTOP); return 0; }
