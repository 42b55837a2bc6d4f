// why: a daemon that has left its session and closed its streams outlives its parent
// end: exited 0
#include <unistd.h>
#include <signal.h>
int main(void) {
    if (fork() == 0) {
        setsid();
        if (fork() == 0) { signal(SIGHUP, SIG_IGN); signal(SIGTERM, SIG_IGN); close(0); close(1); close(2); for (;;) pause(); }
        _exit(0);
    }
    usleep(50000);
    return 0;
}
