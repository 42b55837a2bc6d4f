// why: all its time is the kernel's
// end: limit cpu
#include <fcntl.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) { int fd = open("/dev/urandom", O_RDONLY); for (;;) if (read(fd, block, sizeof block) < 0) return 3; }
