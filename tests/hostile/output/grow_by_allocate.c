// why: grows the stream by fallocate
// end: limit output | limit memory | signaled 25
#define _GNU_SOURCE
#include <fcntl.h>
int main(void) { return fallocate(1, 0, 0, 1L << 33) ? 3 : 0; }
