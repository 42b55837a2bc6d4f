// why: no process is large, their sum is
// end: limit memory
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int all[2];
    if (pipe(all)) return 1;
    for (int i = 0; i < 12; i++)
        if (fork() == 0) {
            char *p = malloc(32 << 20);
            if (p) memset(p, 1, 32 << 20);
            close(all[1]);
            // Holds its memory until everyone has some, or died of it.
            char c = p ? p[i] : 0;
            _exit((int)read(all[0], &c, 1));
        }
    close(all[1]);
    while (wait(0) > 0) {}
    return 0;
}
