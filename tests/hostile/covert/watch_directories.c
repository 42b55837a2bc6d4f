// why: is told when somebody else opens a file of the host
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: watches
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/inotify.h>
int main(void) {
    signal(SIGIO, SIG_IGN);
    int dir = open("/usr/bin", O_RDONLY | O_DIRECTORY), in = inotify_init();
    int watches = !fcntl(dir, F_NOTIFY, DN_ACCESS | DN_MULTISHOT) || inotify_add_watch(in, "/usr/bin", IN_OPEN) >= 0
        || !fcntl(open("/usr/bin/true", O_RDONLY), F_SETLEASE, F_RDLCK);
    puts(watches ? "watches" : "refused"); return 0;
}
