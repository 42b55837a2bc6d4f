// why: a child whose parent is the supervisor, which might take its end for the program's
// end: exited 7
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0) _exit(0);
    usleep(100000);
    return 7;
}
