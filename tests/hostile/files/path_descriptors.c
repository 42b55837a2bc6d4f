// why: descriptors that are only paths keep what must not be opened
// end: exited 0
// end@lax: exited 0
// stdout: nothing
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    const char *paths[] = {"/proc/1/root", "/proc/1/cwd", "/proc/1/exe", "/proc/1/fd", "/proc/1/ns/mnt", "/proc/1/map_files", "/proc/1/fdinfo", "/..", 0};
    char via[64];
    for (int i = 0; paths[i]; i++) {
        int fd = open(paths[i], O_PATH);
        if (fd < 0) continue;
        snprintf(via, sizeof via, "/proc/self/fd/%d/etc/shadow", fd);
        if (openat(fd, "etc/shadow", O_RDONLY) >= 0 || open(via, O_RDONLY) >= 0 || openat(fd, "0", O_RDWR) >= 0) { puts(paths[i]); return 1; }
        snprintf(via, sizeof via, "/proc/self/fd/%d", fd);
        // A plain file can't be entered, and a namespace not be opened anew.
        if (i != 7 && (open(via, O_RDONLY) >= 0 || !fchdir(fd))) { puts(via); return 1; }
    }
    puts("nothing"); return 0;
}
