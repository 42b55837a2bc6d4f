// why: the input is a place to hide bytes too
// end: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int w = open("/dev/stdin", O_WRONLY | O_APPEND), t = open("/proc/self/fd/0", O_RDWR | O_TRUNC);
    puts((w < 0 || write(w, "x", 1) < 0) && (t < 0 || ftruncate(t, 1 << 20)) ? "refused" : "written"); return 0;
}
