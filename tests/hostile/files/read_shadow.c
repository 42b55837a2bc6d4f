// why: reads the host's passwords, by every path that might lead there
// end: exited 0
// stdout: nothing
#include <stdio.h>
#include <unistd.h>
#include <fcntl.h>
int main(void) {
    const char *paths[] = {"/etc/shadow", "/proc/1/root/etc/shadow", "/proc/self/root/etc/shadow", "/../../../etc/shadow", "/proc/self/cwd/../etc/shadow", "/etc/shadow-", "/etc/gshadow", 0};
    for (int i = 0; paths[i]; i++) if (open(paths[i], O_RDONLY) >= 0) { puts(paths[i]); return 1; }
    puts("nothing"); return 0;
}
