// why: the same by IPv6 and datagrams
// end: syscall
// end@runtime: exited 0
// end@lax: exited 0
// stdout: no socket
// stdout@lax: nobody there
// stdout@lax: no socket
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
int main(void) {
    int fd = socket(AF_INET6, SOCK_DGRAM, 0);
    if (fd < 0) { puts("no socket"); return 0; }
    struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_port = htons(53), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    puts(sendto(fd, "x", 1, 0, (void *)&a, sizeof a) < 0 ? "nobody there" : "sent"); return 0;
}
