// why: a traced child's calls can be changed after the filter has looked
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int pid = fork();
    if (pid == 0) for (;;) pause();
    return ptrace(PTRACE_SEIZE, pid, 0, 0) < 0;
}
