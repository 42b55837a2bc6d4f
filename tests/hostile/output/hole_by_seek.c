// why: one byte, very far out
// end: signaled 25
#include <unistd.h>
int main(void) { return pwrite(1, "x", 1, 1L << 40) == 1 ? 3 : 0; }
