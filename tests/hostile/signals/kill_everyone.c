// why: kills every process it can see, its supervisor first; where that is of the same user, as
// without root, it may be asked to end the run
// end: exited 0 | signaled 9
// stdout: still here
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    kill(1, SIGKILL); kill(1, SIGSTOP); kill(1, SIGTERM); kill(getppid(), SIGKILL);
    for (int pid = 2; pid < 40000; pid++) if (pid != getpid()) kill(pid, SIGKILL);
    kill(-1, SIGKILL);
    usleep(50000); puts("still here"); return 0;
}
