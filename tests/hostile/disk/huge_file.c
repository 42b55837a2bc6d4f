// why: one sparse file past every limit
// end: signaled 25
#include <fcntl.h>
#include <unistd.h>
int main(void) { int fd = open("/tmp/x", O_CREAT | O_WRONLY, 0600); return ftruncate(fd, 1L << 40) ? 3 : 0; }
