// why: two submissions, one after the other, in the places that both can reach
// end: exited 0
// end@lax: exited 0
// stdout: nothing
// pair: submissions
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n;
    const char *paths[] = {"/tmp/left", "/box/left", "/dev/shm/left", "/var/tmp/left", "/left", "/etc/left", "/usr/left", "/run/left", 0};
    int leave = !strcmp(argv[1], "leave"), found = 0;
    for (int i = 0; paths[i]; i++)
        if (leave) close(open(paths[i], O_CREAT | O_WRONLY, 0666));
        else found |= !access(paths[i], F_OK);
    found |= shmget(77, 4096, leave ? IPC_CREAT | 0666 : 0) >= 0;
    puts(found ? "found" : "nothing"); return 0;
}
