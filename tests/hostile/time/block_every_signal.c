// why: blocks all signals in every thread, and answers SIGXCPU with more work
// end: limit cpu
#include <pthread.h>
#include <signal.h>
static void again(int s) { (void)s; for (volatile long n = 0;; n++) {} }
static void *work(void *p) { for (volatile long n = 0;; n++) {} return p; }
int main(void) {
    sigset_t all; sigfillset(&all); sigprocmask(SIG_SETMASK, &all, 0);
    signal(SIGXCPU, again); signal(SIGPROF, again); signal(SIGVTALRM, again);
    pthread_t t; pthread_create(&t, 0, work, 0);
    work(0); return 0;
}
