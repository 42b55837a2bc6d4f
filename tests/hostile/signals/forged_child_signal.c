// why: tells its supervisor that a child ended
// end: exited 7
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    union sigval v = {0};
    siginfo_t i; memset(&i, 0, sizeof i); i.si_signo = SIGCHLD; i.si_code = CLD_EXITED; i.si_pid = getpid(); i.si_status = 0;
    for (int n = 0; n < 100; n++) {
        kill(1, SIGCHLD); sigqueue(1, SIGCHLD, v);
        syscall(SYS_rt_sigqueueinfo, 1, SIGCHLD, &i); syscall(SYS_rt_tgsigqueueinfo, 1, 1, SIGCHLD, &i); syscall(SYS_tgkill, 1, 1, SIGCHLD);
    }
    usleep(50000);
    return 7;
}
