// why: every kind of namespace, by each of the three doors
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: none
// stdout@lax: some
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
static int in_a_child(int door, unsigned long kind) {
    int status, pid = fork();
    if (pid == 0) {
        uint64_t args[11] = {CLONE_NEWUSER | kind, 0, 0, 0, SIGCHLD};
        long r = door == 0 ? syscall(SYS_unshare, CLONE_NEWUSER | kind) : door == 1 ? syscall(SYS_clone, CLONE_NEWUSER | kind | SIGCHLD, 0, 0, 0, 0) : syscall(SYS_clone3, args, sizeof args);
        _exit(r >= 0);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status);
}
int main(void) {
    unsigned long kinds[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};
    int some = 0;
    for (int door = 0; door < 3; door++) for (int i = 0; i < 7; i++) some |= in_a_child(door, kinds[i]);
    puts(some ? "some" : "none"); return 0;
}
