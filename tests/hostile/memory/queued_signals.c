// why: signals that wait are memory of the kernel
// end: exited 0 | limit memory
// memory: 16
// stdout: bounded
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    sigset_t all; sigfillset(&all); sigprocmask(SIG_BLOCK, &all, 0);
    union sigval v = {0};
    for (int i = 0; i < 5000000; i++) if (sigqueue(getpid(), SIGRTMIN, v)) { puts("bounded"); return 0; }
    puts("without end"); return 0;
}
