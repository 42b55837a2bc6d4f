// why: changes files of the host in every way but by writing
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
int main(void) {
    const char *paths[] = {"/usr/bin/true", "/usr", "/etc/passwd", "/lib", "/box", "/", "/dev", "/etc/ld.so.cache", 0};
    for (int i = 0; paths[i]; i++) {
        const char *p = paths[i];
        int fd = open(p, O_RDONLY);
        if (!chmod(p, 0777) || !chown(p, 1000, 1000) || !truncate(p, 0) || !utimensat(AT_FDCWD, p, 0, 0) || !rename(p, "/tmp/x") || !unlink(p) || !rmdir(p)
            || !setxattr(p, "user.x", "x", 1, 0) || !fchmod(fd, 0777) || !fsetxattr(fd, "user.x", "x", 1, 0) || !removexattr(p, "user.x") || !fallocate(fd, 0, 0, 1 << 20)) { puts(p); return 1; }
    }
    puts("refused"); return 0;
}
