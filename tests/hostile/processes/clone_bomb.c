// why: raw clones that share everything, thread groups of their own and no signal at their end
// end: exited 0
// stdout: refused
// denied-forks: yes
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <unistd.h>
static char stacks[4096][4096] __attribute__((aligned(16)));
static int wait_for_ever(void *p) { for (;;) pause(); return p != 0; }
int main(void) {
    for (int i = 0; i < 4096; i++)
        if (clone(wait_for_ever, stacks[i] + 4096, CLONE_VM | CLONE_FS | CLONE_FILES, 0) < 0) { puts("refused"); return 0; }
    puts("4096 processes"); return 0;
}
