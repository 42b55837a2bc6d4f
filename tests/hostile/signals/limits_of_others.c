// why: prlimit by number: of oneself by 0 alone
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: set
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int pid = fork(); if (pid == 0) for (;;) pause();
    struct rlimit r = {1, 1}; puts(prlimit(pid, RLIMIT_NOFILE, &r, 0) ? "refused" : "set"); return 0;
}
