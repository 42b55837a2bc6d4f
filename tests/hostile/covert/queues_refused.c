// why: the same within one run: kernel code that no solution needs
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: made
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(void) {
    int made = shmget(77, 4096, IPC_CREAT | 0666) >= 0 || semget(77, 1, IPC_CREAT | 0666) >= 0 || msgget(77, IPC_CREAT | 0666) >= 0;
    made |= mq_open("/left", O_RDWR | O_CREAT, 0666, 0) != (mqd_t)-1;
    puts(made ? "made" : "refused"); return 0;
}
