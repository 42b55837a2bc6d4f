// why: joins the process groups and sessions around it, to stop or hang them up
// end: exited 0
// end@lax: exited 0
// stdout: alone
#define _XOPEN_SOURCE 700
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>
int main(void) {
    // It leads a session of its own; pid 1 is in none that it can see.
    int joined = !setpgid(0, 1) || !setpgid(0, getppid()) || !killpg(1, SIGHUP);
    puts(getsid(0) == getpid() && tcgetpgrp(0) < 0 && !joined ? "alone" : "in company"); return 0;
}
