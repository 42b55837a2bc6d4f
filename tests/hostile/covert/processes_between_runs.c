// why: a process of the last run listens to this one; and numbers that go on tell how many there were
// end: exited 0
// stdout: none, few before
// pair: runs
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n;
    if (!strcmp(argv[1], "leave")) {
        for (int i = 0; i < 100; i++) { int pid = fork(); if (pid == 0) _exit(0); waitpid(pid, 0, 0); }
        if (fork() == 0) { setsid(); for (int s = 1; s < 65; s++) signal(s, SIG_IGN); for (;;) pause(); }
        return 0;
    }
    int others = 0;
    for (int pid = 2; pid < 5000; pid++) others += pid != getpid() && !kill(pid, 0);
    printf("%s, %s before\n", others ? "some" : "none", getpid() < 50 ? "few" : "many"); return 0;
}
