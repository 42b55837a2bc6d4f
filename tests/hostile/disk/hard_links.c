// why: names cost memory though no inode is new
// end: exited 0 | limit memory
// stdout: refused
// memory: 32
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    char name[300]; close(open("/tmp/one", O_CREAT | O_WRONLY, 0600));
    for (int i = 0; i < 2000000; i++) { snprintf(name, sizeof name, "/tmp/%0200d", i); if (link("/tmp/one", name)) { puts("refused"); return 0; } }
    puts("two million"); return 0;
}
