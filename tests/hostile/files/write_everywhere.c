// why: tries to leave something on every file system
// end: exited 0
// stdout: nothing
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    const char *dirs[] = {"/", "/box", "/usr", "/usr/bin", "/usr/local", "/etc", "/dev", "/proc", "/bin", "/lib", "/var", 0};
    int bad = 0;
    for (int i = 0; dirs[i]; i++) {
        char path[128]; snprintf(path, sizeof path, "%s/minos-was-here", dirs[i]);
        if (open(path, O_CREAT | O_WRONLY, 0600) >= 0) { puts(path); bad = 1; }
    }
    if (!bad) puts("nothing");
    return bad;
}
