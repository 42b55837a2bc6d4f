// why: the program that the supervisor was, or that it is, seen through /proc
// end: exited 0
// end@lax: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    const char *paths[] = {"/proc/self/exe", "/proc/1/exe", "/proc/self/root/proc/1/exe", "/proc/self/task/1/exe", 0};
    int done = 0;
    for (int i = 0; paths[i]; i++) done |= open(paths[i], O_WRONLY) >= 0 || open(paths[i], O_RDWR | O_TRUNC) >= 0;
    done |= open("/proc/1/exe", O_RDONLY) >= 0;
    puts(done ? "done" : "refused"); return 0;
}
