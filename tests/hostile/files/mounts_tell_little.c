// why: the list of mounts names what is mounted: nothing writable but its own
// end: exited 0
// stdout: /tmp
#include <stdio.h>
#include <string.h>
int main(void) {
    FILE *f = fopen("/proc/self/mounts", "r"); char what[4096], where[4096], kind[64], how[4096];
    while (fscanf(f, "%4095s %4095s %63s %4095s %*d %*d", what, where, kind, how) == 4)
        if (!strncmp(how, "rw", 2) && strcmp(kind, "proc")) puts(where);
    return 0;
}
