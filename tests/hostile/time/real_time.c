// why: a real-time process would starve the machine
// end: exited 0
// end@runtime: exited 0
// stdout: refused
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    struct sched_param p = {1};
    struct { unsigned size, policy; unsigned long flags; int nice; unsigned priority; unsigned long runtime, deadline, period; } a;
    memset(&a, 0, sizeof a); a.size = sizeof a; a.policy = 6; a.runtime = 10000000; a.deadline = a.period = 20000000;
    int done = !sched_setscheduler(0, SCHED_FIFO, &p) || !sched_setscheduler(0, SCHED_RR, &p) || !syscall(SYS_sched_setattr, 0, &a, 0)
        || !setpriority(PRIO_PROCESS, 0, -10) || !syscall(SYS_ioprio_set, 1, 0, 1 << 13);
    puts(done ? "done" : "refused"); return 0;
}
