// why: every process writes; the limit is on the sum
// end: limit output
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) {
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 8; i++) if (fork() == 0) for (;;) if (write(1, block, sizeof block) < 0) _exit(1);
    while (wait(0) > 0) {}
    for (;;) if (write(1, block, sizeof block) < 0) return 1;
}
