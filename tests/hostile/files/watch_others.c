// why: the host's programs are the same files for everyone, and can be watched and locked
// end: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/inotify.h>
int main(void) {
    int fd = inotify_init();
    int watched = inotify_add_watch(fd, "/usr/bin", IN_OPEN) >= 0;
    int locked = flock(open("/usr/bin/true", O_RDONLY), LOCK_EX) == 0;
    puts(watched || locked ? "done" : "refused"); return 0;
}
