// why: becomes another program again and again, which sets many counters back
// end: limit cpu
#include <unistd.h>
int main(int n, char **argv) { (void)n; for (;;) execv("/proc/self/exe", argv); }
