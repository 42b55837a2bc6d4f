// why: a single system call of many seconds
// end: limit cpu | limit memory
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void) {
    char *p = mmap(0, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct iovec all[1024];
    for (int i = 0; i < 1024; i++) all[i] = (struct iovec){p, 64 << 20};
    int fd = open("/dev/zero", O_RDONLY);
    for (;;) if (readv(fd, all, 1024) < 0) return 3;
}
