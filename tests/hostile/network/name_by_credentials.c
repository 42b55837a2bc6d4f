// why: with SO_PASSCRED the kernel itself gives a socket a name when it sends
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: nameless
// stdout@lax: named
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
int main(void) {
    int p[2], on = 1, named = 0, options[] = {SO_PASSCRED, 76};
    for (int i = 0; i < 2; i++) {
        if (socketpair(AF_UNIX, SOCK_DGRAM, 0, p)) return 1;
        setsockopt(p[0], SOL_SOCKET, options[i], &on, sizeof on);
        if (write(p[0], "x", 1) < 0) return 2;
        struct sockaddr_un a; socklen_t n = sizeof a;
        named |= !getsockname(p[0], (void *)&a, &n) && n > sizeof(sa_family_t);
    }
    puts(named ? "named" : "nameless"); return 0;
}
