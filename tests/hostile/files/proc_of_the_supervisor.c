// why: everything that /proc tells of pid 1
// end: exited 0
// end@lax: exited 0
// stdout: nothing
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    const char *names[] = {"environ", "cmdline", "maps", "mem", "auxv", "stack", "syscall", "io", "fdinfo", "fd/0", "exe", "root", "cwd", "ns/mnt", "ns/pid", "status", "stat", "mountinfo", "smaps", "personality", "wchan", "limits", 0};
    char path[64], text[64]; int n = 0;
    for (int i = 0; names[i]; i++) { snprintf(path, sizeof path, "/proc/1/%s", names[i]); int fd = open(path, O_RDONLY); if (fd >= 0 && read(fd, text, sizeof text) > 0) { puts(path); n++; } }
    DIR *d = opendir("/proc/1/fd"); if (d) { puts("/proc/1/fd"); n++; }
    puts(n ? "something" : "nothing"); return 0;
}
