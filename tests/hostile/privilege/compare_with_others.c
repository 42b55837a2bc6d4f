// why: kcmp tells the order of kernel addresses; moving pages tells where memory lies
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: done
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    int pid = fork(); if (pid == 0) for (;;) pause();
    void *page = &pid; int where;
    puts(syscall(SYS_kcmp, getpid(), pid, 1, 0, 0) >= 0 || syscall(SYS_move_pages, pid, 1, &page, 0, &where, 0) >= 0 ? "done" : "refused"); return 0;
}
