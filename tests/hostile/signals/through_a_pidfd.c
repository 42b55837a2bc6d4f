// why: a process as a descriptor: signals, memory and descriptors through it. Without root a
// supervisor of the same user may be sent a signal, but the first of its namespace heeds none
// end: exited 0
// end@runtime: exited 0
// stdout: refused
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    int fd = (int)syscall(434, 1, 0);
    if (fd >= 0) {
        // Were one of them heeded, this run would not end as it must.
        syscall(424, fd, SIGKILL, 0, 0);
        syscall(424, fd, SIGSTOP, 0, 0);
    }
    int done = fd >= 0 && (syscall(438, fd, 0, 0) >= 0 || syscall(438, fd, 10, 0) >= 0 || !syscall(448, fd, 0));
    usleep(50000); puts(done || getppid() != 1 ? "done" : "refused"); return 0;
}
