// why: extended attributes hide bytes where no size counts them
// end: exited 0 | limit memory
// end@runtime: exited 0 | limit memory
// stdout: refused
// memory: 32
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>
int main(void) {
    static char value[60000]; memset(value, 1, sizeof value);
    char name[64];
    close(open("/tmp/x", O_CREAT | O_WRONLY, 0600));
    for (int i = 0; i < 1000000; i++) { snprintf(name, sizeof name, "user.%d", i); if (setxattr("/tmp/x", name, value, sizeof value, 0)) { puts("refused"); return 0; } }
    puts("a million"); return 0;
}
