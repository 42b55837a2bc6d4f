// why: what was sent and not yet received is memory of the kernel
// end: limit memory
// memory: 32
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) {
    for (int child = 0; child < 14; child++) {
        for (int i = 0; i < 480; i++) {
            int p[2];
            if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p)) break;
            while (write(p[0], block, sizeof block) > 0) {}
            while (write(p[1], block, sizeof block) > 0) {}
        }
        if (fork() > 0) for (;;) pause();
        // Those of its parent stay open there.
        for (int fd = 3; fd < 1024; fd++) close(fd);
    }
    return 0;
}
