// why: openat2 with every flag, from every directory that is open or can be
// end: exited 0
// end@runtime: exited 0
// stdout: nothing
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    struct { uint64_t flags, mode, resolve; } how = {O_RDONLY, 0, 0};
    const char *from[] = {"/", "/box", "/tmp", "/proc/self", "/proc/self/fd", "/usr", "/proc/1"};
    const char *to[] = {"../../../../etc/shadow", "root/etc/shadow", "cwd/../etc/shadow", "/etc/shadow", "../root/.ssh", "../home", "../var/lib", "../run", "../sys", "../boot", "../opt/../etc/shadow"};
    for (int i = 0; i < 7; i++) {
        int dir = open(from[i], O_PATH | O_DIRECTORY);
        for (int j = 0; j < 11; j++)
            for (how.resolve = 0; how.resolve < 0x40; how.resolve++)
                if (syscall(437, dir, to[j], &how, sizeof how) >= 0) { printf("%s %s\n", from[i], to[j]); return 1; }
    }
    puts("nothing"); return 0;
}
