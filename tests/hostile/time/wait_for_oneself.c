// why: sleeps in every way that uses no time
// end: limit wall
#include <poll.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *lock(void *p) { pthread_mutex_lock(&m); return p; }
static void *listen_for_ever(void *p) { int q[2]; char c; if (!pipe(q)) p = (void *)(long)read(q[0], &c, 1); return p; }
static void *poll_for_ever(void *p) { poll(0, 0, -1); return p; }
int main(void) {
    pthread_mutex_lock(&m);
    pthread_t t[3]; void *(*ways[3])(void *) = {lock, listen_for_ever, poll_for_ever};
    for (int i = 0; i < 3; i++) pthread_create(&t[i], 0, ways[i], 0);
    struct timespec never = {1L << 60, 0};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &never, 0);
    for (int i = 0; i < 3; i++) pthread_join(t[i], 0);
    return 0;
}
