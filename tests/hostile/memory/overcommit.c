// why: reserves far more than there is; address space alone is no memory
// end: exited 0
#include <stdio.h>
#include <sys/mman.h>
int main(void) {
    for (int i = 0; i < 512; i++)
        if (mmap(0, 1L << 30, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED) break;
    return 0;
}
