// why: what the kernel tells of the network: of the host's, nothing
// end: exited 0
// end@lax: exited 0
// stdout: nothing
#include <stdio.h>
#include <string.h>
static int lines(const char *path, const char *allowed) {
    FILE *f = fopen(path, "r"); char line[512]; int n = 0;
    if (!f) return 0;
    // The first two are headings.
    for (int i = 0; fgets(line, sizeof line, f); i++)
        if (i >= 2 && !(allowed && strstr(line, allowed))) { n++; fputs(line, stdout); }
    return n;
}
int main(void) {
    int n = lines("/proc/self/net/dev", "lo:") + lines("/proc/self/net/tcp", 0) + lines("/proc/self/net/udp", 0)
        + lines("/proc/self/net/arp", 0) + lines("/proc/self/net/route", 0) + lines("/proc/net/dev", "lo:") + lines("/proc/self/net/unix", 0);
    puts(n ? "something" : "nothing"); return 0;
}
