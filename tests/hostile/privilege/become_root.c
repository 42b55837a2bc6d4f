// why: asks to be root
// end: exited 0
// stdout: 1000 1000
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>
int main(void) {
    setuid(0); setgid(0); setresuid(0, 0, 0); seteuid(0);
    printf("%d %d\n", getuid(), geteuid());
    return 0;
}
