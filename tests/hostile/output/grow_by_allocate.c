// why: grows the stream by fallocate
// end: signaled 25 | limit memory
#define _GNU_SOURCE
#include <fcntl.h>
int main(void) { return fallocate(1, 0, 0, 1L << 33) ? 3 : 0; }
