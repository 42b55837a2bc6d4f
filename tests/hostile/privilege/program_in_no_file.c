// why: executes a program that lies in memory alone, out of everyone's sight
// end: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: ran
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)argv;
    if (n > 1) { puts("ran"); return 0; }
    int from = open("/proc/self/exe", O_RDONLY), to = memfd_create("x", 0);
    while (sendfile(to, from, 0, 1 << 20) > 0) {}
    char *again[] = {"x", "again", 0}, *none[] = {0};
    syscall(SYS_execveat, to, "", again, none, AT_EMPTY_PATH);
    puts("refused"); return 0;
}
