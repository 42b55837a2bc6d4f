// why: a program of its own with the set-user-ID bit, for whoever runs it
// end: exited 0
// end@lax: exited 0
// stdout: 1000 1000
#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)argv;
    if (n > 1) { printf("%d %d\n", geteuid(), getegid()); return 0; }
    int from = open("/proc/self/exe", O_RDONLY), to = open("/tmp/x", O_CREAT | O_WRONLY, 0700);
    while (sendfile(to, from, 0, 1 << 20) > 0) {}
    fchown(to, 0, 0); fchmod(to, 06777); close(to);
    if (fork() == 0) { execl("/tmp/x", "/tmp/x", "again", (char *)0); _exit(1); }
    wait(0); return 0;
}
