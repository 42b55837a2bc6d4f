// why: empty files without end
// end: exited 0 | limit memory | limit cpu
// stdout: No space left on device|
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>
#include <errno.h>
#include <string.h>
int main(void) {
    char name[64];
    for (int i = 0; i < 10000000; i++) {
        snprintf(name, sizeof name, "/tmp/%d", i);
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        if (fd < 0) { puts(strerror(errno)); return 0; }
        close(fd);
    }
    puts("ten million files"); return 0;
}
