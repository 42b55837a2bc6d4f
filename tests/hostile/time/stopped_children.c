// why: children stop; their parent waits for them
// end: limit wall
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 5; i++) if (fork() == 0) { raise(SIGSTOP); _exit(0); }
    while (wait(0) > 0) {}
    return 0;
}
