// why: the times of a device file would carry a message from run to run
// end: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
int main(void) {
    const char *paths[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", 0};
    for (int i = 0; paths[i]; i++) if (utimensat(AT_FDCWD, paths[i], 0, 0) == 0) { puts(paths[i]); return 1; }
    FILE *null = fopen("/dev/null", "w");
    if (!null || fputs("still writable", null) < 0 || fclose(null)) { puts("/dev/null is gone"); return 1; }
    puts("refused"); return 0;
}
