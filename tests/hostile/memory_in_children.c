// why: no process is large, their sum is
// end: limit memory | signaled 9
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) {
    for (int i = 0; i < 20; i++) if (fork() == 0) { char *p = malloc(32 << 20); memset(p, 1, 32 << 20); pause(); }
    while (wait(0) > 0) {}
    return 0;
}
