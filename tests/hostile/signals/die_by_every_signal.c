// why: an end by the signal of a limit must not pass for the limit, nor one for the other
// end: signaled 9
#include <signal.h>
#include <unistd.h>
int main(void) { kill(getpid(), SIGKILL); return 0; }
