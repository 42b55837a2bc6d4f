// why: links of its own into every part of the host
// end: exited 0
// end@lax: exited 0
// stdout: nothing
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    const char *to[] = {"/etc/shadow", "../../../../etc/shadow", "/proc/1/root/etc/shadow", "/proc/1/environ", "/proc/1/fd/0", "/proc/1/cwd", "/root/.bash_history", "/proc/self/root/../etc/shadow", "/proc/1/task/1/root/etc", 0};
    for (int i = 0; to[i]; i++) {
        unlink("/tmp/link");
        if (symlink(to[i], "/tmp/link")) return 1;
        if (open("/tmp/link", O_RDONLY) >= 0) { puts(to[i]); return 2; }
    }
    puts("nothing"); return 0;
}
