// why: a tree deeper than any path can be long; whoever removes it must not recurse
// end: exited 0 | limit memory
// stdout: No space left on device|
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
    if (chdir("/tmp")) return 1;
    for (int i = 0; i < 1000000; i++)
        if (mkdir("d", 0700) || chdir("d")) { puts(strerror(errno)); return 0; }
    puts("a million"); return 0;
}
