// why: a lock on a file of the host is seen by every other submission
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: nothing
// stdout@lax: found
// pair: together
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n; char c;
    int a = open("/usr/bin/true", O_RDONLY), b = open("/usr/bin/env", O_RDONLY), d = open("/usr/bin/id", O_RDONLY);
    struct flock l = {.l_type = F_RDLCK};
    if (!strcmp(argv[1], "leave")) {
        flock(a, LOCK_EX); fcntl(b, F_SETLK, &l); fcntl(d, F_OFD_SETLK, &l);
        puts("left"); fflush(stdout);
        while (read(0, &c, 1) > 0) {}
        return 0;
    }
    int found = flock(a, LOCK_SH | LOCK_NB) < 0;
    // Refused is not the same as held.
    int refused = flock(d, LOCK_SH | LOCK_NB) < 0;
    l.l_type = F_WRLCK; found = found && !refused;
    found |= !fcntl(b, F_GETLK, &l) && l.l_type != F_UNLCK;
    l.l_type = F_WRLCK; found |= !fcntl(d, F_OFD_GETLK, &l) && l.l_type != F_UNLCK;
    puts(found ? "found" : "nothing"); return 0;
}
