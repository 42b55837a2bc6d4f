// why: takes the supervisor's place as the one who inherits orphans
// end: exited 0
#include <sys/prctl.h>
#include <unistd.h>
int main(void) {
    if (fork() == 0) {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        for (int i = 0; i < 3; i++) if (fork() == 0) { if (fork() == 0) for (;;) pause(); _exit(0); }
        for (;;) pause();
    }
    usleep(50000);
    return 0;
}
