// why: lowers its own limit until the kernel sends the signal of the output limit
// end: signaled 25
#include <sys/resource.h>
#include <unistd.h>
int main(void) { struct rlimit none = {0, 0}; setrlimit(RLIMIT_FSIZE, &none); return write(1, "x", 1) == 1; }
