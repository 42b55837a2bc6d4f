// why: one of a pair of sockets is given a name, by which the next program could find it
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: bound
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
int main(void) {
    int done = 0, types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET};
    for (int i = 0; i < 3; i++) {
        int p[2]; if (socketpair(AF_UNIX, types[i], 0, p)) return 1;
        struct sockaddr_un a = {.sun_family = AF_UNIX}; memcpy(a.sun_path, "\0minos", 6);
        done |= !bind(p[0], (void *)&a, sizeof(sa_family_t) + 6);
        strcpy(a.sun_path, "/tmp/socket");
        done |= !bind(p[1], (void *)&a, sizeof a);
        done |= !bind(p[1], (void *)&a, sizeof(sa_family_t));
        done |= !connect(p[0], (void *)&a, sizeof a) || !listen(p[0], 1) || accept(p[0], 0, 0) >= 0;
    }
    puts(done ? "bound" : "refused"); return 0;
}
