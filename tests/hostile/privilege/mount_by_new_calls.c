// why: the same by the new ones
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: killed each time
// stdout@lax: refused
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    // open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr, pivot_root
    long calls[] = {428, 429, 430, 431, 432, 433, 442, SYS_pivot_root};
    int killed = 0, done = 0, status;
    for (int i = 0; i < 8; i++) {
        int pid = fork();
        if (pid == 0) _exit(syscall(calls[i], AT_FDCWD, "/usr", 1, 0, 0) >= 0 || syscall(calls[i], "tmpfs", 0, 0, 0, 0) >= 0);
        waitpid(pid, &status, 0);
        killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
        done |= WIFEXITED(status) && WEXITSTATUS(status);
    }
    puts(done ? "done" : killed == 8 ? "killed each time" : "refused"); return 0;
}
