// why: the host's user, cgroup and host name tell of the host
// end: exited 0
// stdout: minos 0::/
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    char host[64], line[256], last[256] = ""; gethostname(host, sizeof host);
    FILE *f = fopen("/proc/self/cgroup", "r");
    while (f && fgets(line, sizeof line, f)) { char *c = strrchr(line, ':'); if (c && strcmp(c, ":/\n") && strncmp(line, "0:", 2) == 0) puts(line); if (!strncmp(line, "0:", 2)) { strcpy(last, line); last[strcspn(last, "\n")] = 0; } }
    printf("%s %s\n", host, last);
    return 0;
}
