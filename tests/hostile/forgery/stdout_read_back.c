// why: what was written is its own: it may be read back, and holds nothing of anybody else
// end: exited 0
// end@lax: exited 0
// stdout: empty
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
    char text[64]; struct stat s; int fd = open("/proc/self/fd/1", O_RDWR);
    int some = fstat(1, &s) || s.st_size || (fd >= 0 && read(fd, text, sizeof text) > 0) || pread(2, text, sizeof text, 0) > 0;
    puts(some ? "something" : "empty"); return 0;
}
