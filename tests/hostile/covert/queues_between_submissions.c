// why: SysV and POSIX objects of one submission are found by the next; even without a filter its ipc namespace is its own
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: nothing
// pair: submissions
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(int n, char **argv) {
    (void)n;
    int flags = strcmp(argv[1], "leave") ? 0 : IPC_CREAT | 0666;
    int some = shmget(77, 4096, flags) >= 0 || semget(77, 1, flags) >= 0 || msgget(77, flags) >= 0;
    some |= mq_open("/left", O_RDWR | (flags ? O_CREAT : 0), 0666, 0) != (mqd_t)-1;
    puts(some ? "found" : "nothing"); return 0;
}
