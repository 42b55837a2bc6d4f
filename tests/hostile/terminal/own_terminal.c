// why: makes a terminal of its own, or takes somebody's
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
#define _XOPEN_SOURCE 600
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
int main(void) {
    const char *paths[] = {"/dev/tty", "/dev/tty0", "/dev/tty1", "/dev/console", "/dev/ptmx", "/dev/pts/0", "/dev/pts/ptmx", "/dev/ttyS0", 0};
    int done = posix_openpt(O_RDWR) >= 0;
    for (int i = 0; paths[i]; i++) done |= open(paths[i], O_RDWR) >= 0;
    setsid();
    for (int fd = 0; fd < 3; fd++) done |= !ioctl(fd, TIOCSCTTY, 1) || isatty(fd);
    puts(done ? "done" : "refused"); return 0;
}
