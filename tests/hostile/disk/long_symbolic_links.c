// why: the text of a link is kept in memory of the kernel
// end: exited 0 | limit memory
// stdout: refused
// memory: 32
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    static char target[4000]; memset(target, 'x', sizeof target - 1);
    char name[64];
    for (int i = 0; i < 2000000; i++) { snprintf(name, sizeof name, "/tmp/%d", i); if (symlink(target, name)) { puts("refused"); return 0; } }
    puts("two million"); return 0;
}
