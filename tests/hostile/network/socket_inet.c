// why: there is no network; even without the filter there is nobody to talk to
// end: syscall
// end@runtime: exited 0
// end@lax: exited 0
// stdout: no socket
// stdout@lax: nobody there
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
int main(void) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) { puts("no socket"); return 0; }
    const char *hosts[] = {"127.0.0.1", "1.1.1.1", "10.0.0.1", "169.254.169.254", "192.168.1.1"};
    int ports[] = {22, 53, 80, 443, 8080};
    for (int h = 0; h < 5; h++)
        for (int p = 0; p < 5; p++) {
            struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(ports[p])};
            inet_pton(AF_INET, hosts[h], &a.sin_addr);
            if (!connect(fd, (void *)&a, sizeof a)) { puts(hosts[h]); return 1; }
        }
    puts("nobody there"); return 0;
}
