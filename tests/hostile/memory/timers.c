// why: timers are memory of the kernel
// end: limit memory | exited 0
// memory: 16
#include <signal.h>
#include <time.h>
int main(void) {
    timer_t t;
    for (int i = 0; i < 2000000; i++) if (timer_create(CLOCK_MONOTONIC, 0, &t)) break;
    return 0;
}
