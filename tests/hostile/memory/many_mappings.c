// why: a mapping for each page: the lists of them are memory of the kernel
// end: limit memory | exited 0
// memory: 16
#include <sys/mman.h>
#include <unistd.h>
int main(void) {
    for (int child = 0; child < 14; child++) {
        for (long i = 0; i < 65000; i++)
            if (mmap(0, 4096, i % 2 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) break;
        if (fork() > 0) pause();
    }
    return 0;
}
