// why: reads one page in every 2 MiB: the pages are all the same one of zeros, their tables are not
// end: limit memory
// memory: 32
#include <sys/mman.h>
#include <sys/prctl.h>
int main(void) {
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    long sum = 0;
    for (;;) {
        volatile char *p = mmap(0, 1L << 40, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p == MAP_FAILED) return 3;
        for (long at = 0; at < 1L << 40; at += 2 << 20) sum += p[at];
    }
    return (int)sum;
}
