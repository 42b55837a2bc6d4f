// why: the kernel sends the signals of a descriptor, to whom its owner is said to be
// end: exited 0
// end@runtime: exited 0
// stdout: still here
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int p[2]; if (pipe(p)) return 1;
    fcntl(p[0], F_SETSIG, SIGKILL); fcntl(p[0], F_SETOWN, 1); fcntl(p[0], F_SETFL, O_ASYNC);
    if (write(p[1], "x", 1) < 0) return 2;
    usleep(50000); puts("still here"); return 0;
}
