// why: asks the kernel for interfaces, routes, processes and firewalls
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: made
#include <stdio.h>
#include <sys/socket.h>
int main(void) {
    int made = 0;
    for (int protocol = 0; protocol < 23; protocol++) made |= socket(AF_NETLINK, SOCK_RAW, protocol) >= 0;
    puts(made ? "made" : "refused"); return 0;
}
