// why: a process that stays writes the answer when its time is over
// end: exited 0
// stdout: first
#include <stdio.h>
#include <unistd.h>
int main(void) {
    if (fork() == 0) { setsid(); sleep(1); if (write(1, "later\n", 6) < 0) return 1; _exit(0); }
    puts("first"); return 0;
}
