// why: a datagram socket of a pair sends to whoever has a name
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: nobody
// stdout@lax: sent
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
int main(void) {
    int p[2], q[2], sent = 0;
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, p) || socketpair(AF_UNIX, SOCK_DGRAM, 0, q)) return 1;
    const char *names[] = {"\0minos", "\0@dbus", "/run/systemd/notify", "/dev/log", "/run/docker.sock"};
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    // Somebody to be found, if that were allowed.
    struct sockaddr none = {.sa_family = AF_UNSPEC}; connect(q[0], &none, sizeof none);
    memcpy(a.sun_path, names[0], 6); bind(q[0], (void *)&a, sizeof(sa_family_t) + 6);
    struct iovec io = {"x", 1};
    for (int i = 0; i < 5; i++) {
        memset(a.sun_path, 0, sizeof a.sun_path);
        if (names[i][0]) strcpy(a.sun_path, names[i]); else memcpy(a.sun_path, names[i], 6);
        socklen_t n = names[i][0] ? sizeof a : sizeof(sa_family_t) + 6;
        struct msghdr m = {.msg_name = &a, .msg_namelen = n, .msg_iov = &io, .msg_iovlen = 1};
        struct mmsghdr many = {m, 0};
        sent |= sendto(p[0], "x", 1, 0, (void *)&a, n) >= 0 || sendmsg(p[0], &m, 0) >= 0 || sendmmsg(p[0], &many, 1, 0) > 0;
    }
    puts(sent ? "sent" : "nobody"); return 0;
}
