// why: vfork in the child of a vfork: every parent sleeps where no signal but SIGKILL wakes it
// end: limit wall
// denied-forks: yes
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
// A stack frame each, for they all share one stack.
static int deeper(int n) {
    volatile char frame[512];
    frame[0] = (char)n;
    if (n < 500 && vfork() == 0) { deeper(n + 1); for (;;) pause(); }
    for (;;) pause();
    return frame[0];
}
int main(void) { return deeper(0); }
