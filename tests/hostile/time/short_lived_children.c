// why: no child lives long enough to be seen by one who samples
// end: limit cpu
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    for (;;) {
        int pid = fork();
        if (pid == 0) { for (volatile int n = 0; n < 100000; n++) {} _exit(0); }
        waitpid(pid, 0, 0);
    }
}
