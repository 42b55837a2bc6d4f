// why: every child gets a session and a process group of its own, so that no group can be killed whole
// end: exited 0
// denied-forks: yes
#include <signal.h>
#include <unistd.h>
int main(void) {
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
        int pid = fork();
        if (pid < 0 && ++refused == 3) break;
        if (pid == 0) { setsid(); signal(SIGHUP, SIG_IGN); for (;;) pause(); }
    }
    return 0;
}
