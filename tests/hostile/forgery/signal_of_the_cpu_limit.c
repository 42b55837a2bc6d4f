// why: sends itself the signal of a limit that it did not meet
// end: signaled 24
#include <signal.h>
int main(void) { raise(SIGXCPU); return 0; }
