// why: each process lives only to start the next; a killer that looks for pids comes too late
// end: exited 0
#include <unistd.h>
int main(void) {
    if (fork() == 0) { setsid(); for (;;) if (fork() > 0) _exit(0); }
    usleep(200000);
    return 0;
}
