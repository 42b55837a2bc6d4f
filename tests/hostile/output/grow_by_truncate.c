// why: grows the stream without writing
// end: limit output
#include <unistd.h>
int main(void) { return ftruncate(1, 1L << 40) ? 3 : 0; }
