// why: grandchildren whose parent is gone belong to nobody but the supervisor
// end: exited 0
// denied-forks: yes
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 200; i++) {
        int pid = fork();
        if (pid == 0) { if (fork() == 0) for (;;) pause(); _exit(0); }
        if (pid > 0) waitpid(pid, 0, 0);
    }
    return 0;
}
