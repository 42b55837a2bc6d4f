// why: fallocate takes space without a single write
// end: signaled 25 | limit memory
#define _GNU_SOURCE
#include <fcntl.h>
int main(void) { int fd = open("/tmp/x", O_CREAT | O_WRONLY, 0600); return fallocate(fd, 0, 0, 1L << 33) ? 3 : 0; }
