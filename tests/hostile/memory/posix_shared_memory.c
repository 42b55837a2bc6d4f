// why: POSIX shared memory is files in /dev/shm
// end: limit memory
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) {
    for (int i = 0;; i++) {
        char name[32]; snprintf(name, sizeof name, "/x%d", i);
        int fd = shm_open(name, O_CREAT | O_RDWR, 0600);
        if (fd < 0 || ftruncate(fd, 4 << 20)) return 3;
        char *p = mmap(0, 4 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (p == MAP_FAILED) return 4;
        memset(p, 1, 4 << 20); munmap(p, 4 << 20); close(fd);
    }
}
