// why: shared memory belongs to no process: it stays when those that wrote it are gone
// end: limit memory
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    for (;;) {
        char *p = mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED) return 3;
        int pid = fork();
        if (pid == 0) { memset(p, 1, 8 << 20); _exit(0); }
        if (pid < 0) return 4;
        waitpid(pid, 0, 0);
    }
}
