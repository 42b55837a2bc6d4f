// why: reads and writes the memory of pid 1
// end: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
int main(void) { puts(open("/proc/1/mem", O_RDWR) < 0 && open("/proc/1/maps", O_RDONLY) < 0 ? "refused" : "open"); return 0; }
