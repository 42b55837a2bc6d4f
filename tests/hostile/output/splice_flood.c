// why: moves pages into the stream from inside the kernel
// end: limit output
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) {
    int fd = open("/tmp/x", O_CREAT | O_RDWR, 0600), p[2];
    if (write(fd, block, sizeof block) < 0 || pipe(p)) return 3;
    for (;;) {
        off_t at = 0; loff_t from = 0;
        long sent = sendfile(1, fd, &at, sizeof block);
        long moved = splice(fd, &from, p[1], 0, sizeof block, SPLICE_F_NONBLOCK);
        if (moved > 0) splice(p[0], 0, 1, 0, (size_t)moved, 0);
        if (sent < 0 && moved < 0) return 4;
    }
}
