// why: sees, signals or counts the processes of a submission that runs at the same time
// end: exited 0
// end@lax: exited 0
// stdout: nobody
// pair: together
#define _GNU_SOURCE
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n; char c;
    if (!strcmp(argv[1], "leave")) {
        for (int i = 0; i < 5; i++) if (fork() == 0) for (;;) pause();
        puts("left"); fflush(stdout);
        while (read(0, &c, 1) > 0) {}
        return 0;
    }
    int seen = 0; struct dirent *e; DIR *d = opendir("/proc");
    while ((e = readdir(d))) { int pid = atoi(e->d_name); seen += pid > 0 && pid != getpid(); }
    for (int pid = 2; pid < 5000; pid++) seen += pid != getpid() && (!kill(pid, 0) || getpgid(pid) > 0 || getsid(pid) > 0);
    puts(seen ? "somebody" : "nobody"); return 0;
}
