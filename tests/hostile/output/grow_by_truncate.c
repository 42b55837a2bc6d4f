// why: grows the stream without writing
// end: limit output | signaled 25
#include <unistd.h>
int main(void) { return ftruncate(1, 1L << 40) ? 3 : 0; }
