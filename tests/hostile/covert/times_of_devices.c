// why: what somebody reads or writes shows in the times of the file
// end: exited 0
// end@lax: exited 0
// stdout: as before
// pair: together
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n; char c;
    const char *paths[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/urandom", "/usr/bin/true", "/usr/bin", "/etc/ld.so.cache", 0};
    if (!strcmp(argv[1], "leave")) {
        for (int i = 0; paths[i]; i++) {
            int fd = open(paths[i], O_RDONLY); read(fd, &c, 1);
            fd = open(paths[i], O_WRONLY); write(fd, "x", 1);
            utimensat(AT_FDCWD, paths[i], 0, 0);
        }
        puts("left"); fflush(stdout);
        while (read(0, &c, 1) > 0) {}
        return 0;
    }
    // The one who leaves still runs: had it moved a time, that would lie within these minutes.
    struct timespec now; clock_gettime(CLOCK_REALTIME, &now);
    for (int i = 0; paths[i]; i++) {
        struct stat s; stat(paths[i], &s);
        if (now.tv_sec - s.st_atime < 3 || now.tv_sec - s.st_mtime < 3) { puts(paths[i]); return 0; }
    }
    puts("as before"); return 0;
}
