// why: sends itself the signal of a forbidden call: it ends as if it had made one, and not well
// end: syscall | signaled 31
#include <signal.h>
#include <unistd.h>
int main(void) { kill(getpid(), SIGSYS); return 0; }
