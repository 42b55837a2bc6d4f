// why: grows the stream without writing
// end: signaled 25
#include <unistd.h>
int main(void) { return ftruncate(1, 1L << 40) ? 3 : 0; }
