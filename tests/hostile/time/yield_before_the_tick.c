// why: gives up the CPU just before the clock's tick would count it
// end: limit cpu
#include <sched.h>
#include <time.h>
int main(void) {
    struct timespec begin, now;
    for (;;) {
        clock_gettime(CLOCK_MONOTONIC, &begin);
        do clock_gettime(CLOCK_MONOTONIC, &now);
        while ((now.tv_sec - begin.tv_sec) * 1000000000L + now.tv_nsec - begin.tv_nsec < 800000);
        sched_yield();
    }
}
