// why: which files of the host are in memory tells what others ran
// end: exited 0
// end@runtime: exited 0
// stdout: refused
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void) {
    char text[64]; struct iovec io = {text, sizeof text}; long range[2] = {0, 4096}, answer[5];
    int fd = open("/usr/bin/true", O_RDONLY);
    // RWF_NOWAIT, cachestat
    puts(preadv2(fd, &io, 1, 0, 8) < 0 && syscall(451, fd, range, answer, 0) < 0 ? "refused" : "told"); return 0;
}
