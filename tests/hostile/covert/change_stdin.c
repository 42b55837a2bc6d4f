// why: the input may be shared with the next run
// end: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int fd = open("/proc/self/fd/0", O_RDWR);
    int w = fd >= 0 ? (int)write(fd, "x", 1) : -1;
    puts(w < 0 && write(0, "x", 1) < 0 && ftruncate(0, 0) < 0 ? "refused" : "changed");
    return 0;
}
