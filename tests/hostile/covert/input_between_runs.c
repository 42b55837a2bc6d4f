// why: one input for every run: its place, its bytes and its seals may tell
// end: exited 0
// end@lax: exited 0
// stdout: as given
// pair: runs
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n; char text[64] = "";
    if (!strcmp(argv[1], "leave")) {
        lseek(0, 3, SEEK_SET); fcntl(0, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK); fchmod(0, 0777); fcntl(0, F_SETFL, O_APPEND);
        ftruncate(0, 1); int fd = open("/proc/self/fd/0", O_RDWR); if (fd >= 0) pwrite(fd, "left", 4, 0);
        return 0;
    }
    long got = read(0, text, sizeof text - 1);
    puts(got == 6 && !strcmp(text, "1 2 3\n") ? "as given" : text); return 0;
}
