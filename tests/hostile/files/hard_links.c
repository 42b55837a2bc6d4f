// why: a second name for a file of the host, where it may be changed
// end: exited 0
// end@lax: exited 0
// stdout: refused
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    const char *of[] = {"/usr/bin/true", "/etc/passwd", "/box/main", "/proc/self/exe", "/dev/null", "/proc/self/fd/0", 0};
    int done = 0;
    for (int i = 0; of[i]; i++) {
        int fd = open(of[i], O_PATH);
        done |= !link(of[i], "/tmp/x") || !linkat(AT_FDCWD, of[i], AT_FDCWD, "/tmp/y", AT_SYMLINK_FOLLOW) || !linkat(fd, "", AT_FDCWD, "/tmp/z", AT_EMPTY_PATH);
    }
    puts(done ? "done" : "refused"); return 0;
}
