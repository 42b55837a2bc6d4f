// why: writes a verdict into every descriptor that there may be, its supervisor's by way of /proc too
// end: exited 0
// end@lax: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
int main(void) {
    const char *verdict = "\x02\0\0\0{\"Ended\":{\"status\":0}}"; char path[64]; int done = 0;
    for (int fd = 3; fd < 70000; fd++) done |= write(fd, verdict, 24) >= 0 || send(fd, verdict, 24, 0) >= 0;
    for (int fd = 0; fd < 64; fd++) {
        snprintf(path, sizeof path, "/proc/1/fd/%d", fd); done |= open(path, O_WRONLY) >= 0;
        snprintf(path, sizeof path, "/proc/%d/fd/%d", getppid(), fd); done |= open(path, O_WRONLY) >= 0;
    }
    done |= send(0, verdict, 24, 0) >= 0 || send(1, verdict, 24, 0) >= 0;
    puts(done ? "done" : "refused"); return 0;
}
