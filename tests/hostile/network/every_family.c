// why: every family of sockets there is or may come, each in a process of its own, high bits set or not
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: none
// stdout@lax: some
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int some = 0;
    for (long family = 0; family < 64; family++)
        for (int type = 1; type < 6; type++) {
            int status, pid = fork();
            if (pid == 0)
                _exit(syscall(SYS_socket, family, type, 0) >= 0 || syscall(SYS_socket, family | 1L << 32, type, 0) >= 0
                    || (family != AF_UNIX && !syscall(SYS_socketpair, family, type, 0, (int[2]){0, 0})));
            waitpid(pid, &status, 0);
            some |= WIFEXITED(status) && WEXITSTATUS(status);
        }
    puts(some ? "some" : "none"); return 0;
}
