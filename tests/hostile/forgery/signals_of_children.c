// why: dies of many signals in its children; what counts is its own end
// end: exited 5
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int all[] = {SIGXCPU, SIGXFSZ, SIGKILL, SIGSYS, SIGSEGV, SIGTERM, SIGALRM};
    for (int i = 0; i < 7; i++) { if (fork() == 0) { raise(all[i]); _exit(0); } wait(0); }
    return 5;
}
