// why: anonymous files are memory too, where a runtime may make them
// end: exited 3
// end@runtime: limit memory
#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) {
    for (;;) { int fd = memfd_create("x", 0); for (int j = 0; j < 4; j++) if (write(fd, block, sizeof block) < 0) return 3; }
}
