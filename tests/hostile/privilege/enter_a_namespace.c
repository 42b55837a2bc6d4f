// why: enters the namespaces of the supervisor
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: refused
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    const char *kinds[] = {"mnt", "pid", "net", "user", "ipc", "uts", "cgroup"}; char path[64];
    int done = 0, fd = (int)syscall(434, 1, 0);
    done |= !setns(fd, CLONE_NEWNS | CLONE_NEWPID) || !setns(fd, CLONE_NEWUSER);
    for (int i = 0; i < 7; i++) { snprintf(path, sizeof path, "/proc/1/ns/%s", kinds[i]); int ns = open(path, O_RDONLY); done |= ns >= 0 && !setns(ns, 0); }
    puts(done ? "done" : "refused"); return 0;
}
