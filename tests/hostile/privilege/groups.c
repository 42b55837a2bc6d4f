// why: groups that it does not have, and gets rid of one that holds it back
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: 1000 0
#define _GNU_SOURCE
#include <grp.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    gid_t g[2] = {0, 42}; setgroups(2, g); setgroups(0, g); setgid(0); setregid(0, 0); setresgid(42, 42, 42);
    printf("%d %d\n", getegid(), getgroups(0, 0)); return 0;
}
