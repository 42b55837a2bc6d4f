// why: reads and writes other processes without ptrace
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: a child
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>
static int word = 1;
int main(void) {
    int pid = fork(); if (pid == 0) for (;;) pause();
    int copy; struct iovec to = {&copy, sizeof copy}, from = {&word, sizeof word};
    int parent = process_vm_readv(1, &to, 1, &from, 1, 0) > 0 || process_vm_writev(1, &from, 1, &from, 1, 0) > 0;
    puts(parent ? "the supervisor" : process_vm_writev(pid, &from, 1, &from, 1, 0) > 0 ? "a child" : "nobody"); return 0;
}
