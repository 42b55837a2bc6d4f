// why: two submissions at the same time meet under an abstract name, in the same network
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: nothing
// pair: together
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n; char c; int p[2];
    struct sockaddr_un a = {.sun_family = AF_UNIX}; memcpy(a.sun_path, "\0minos", 6);
    socketpair(AF_UNIX, SOCK_DGRAM, 0, p);
    if (!strcmp(argv[1], "leave")) {
        bind(p[0], (void *)&a, sizeof(sa_family_t) + 6);
        puts("left"); fflush(stdout);
        while (read(0, &c, 1) > 0) {}
        return 0;
    }
    struct iovec io = {"x", 1};
    struct msghdr m = {.msg_name = &a, .msg_namelen = sizeof(sa_family_t) + 6, .msg_iov = &io, .msg_iovlen = 1};
    puts(sendmsg(p[0], &m, 0) < 0 ? "nothing" : "found"); return 0;
}
