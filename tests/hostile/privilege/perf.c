// why: performance counters tell what others do
// end: syscall
// end@runtime: syscall
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { char a[128] = {0}; a[4] = 128 - 16; return syscall(SYS_perf_event_open, a, 0, -1, -1, 0) < 0; }
