// why: the first test leaves what the second wants to know
// end: exited 0
// end@lax: exited 0
// stdout: nothing
// pair: runs
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n;
    const char *dirs[] = {"/tmp", "/box", "/dev/shm", "/var/tmp", "/", "/dev", "/proc/self", "/usr/tmp", "/run", "/var/lock", 0};
    int leave = !strcmp(argv[1], "leave"), found = 0; char path[64];
    for (int i = 0; dirs[i]; i++) {
        snprintf(path, sizeof path, "%s/left", dirs[i]);
        if (leave) { close(open(path, O_CREAT | O_WRONLY, 0666)); snprintf(path, sizeof path, "%s/left-directory", dirs[i]); mkdir(path, 0777); }
        else if (!access(path, F_OK)) { puts(path); found = 1; }
    }
    if (leave) { chmod("/box/main", 0711); close(shm_open("/left", O_CREAT | O_RDWR, 0666)); }
    else if (shm_open("/left", O_RDWR, 0) >= 0) { puts("shm"); found = 1; }
    if (!found) puts("nothing");
    return 0;
}
