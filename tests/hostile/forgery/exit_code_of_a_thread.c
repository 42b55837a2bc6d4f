// why: ends well in one thread while another crashes
// end: signaled 11
#include <pthread.h>
#include <signal.h>
#include <unistd.h>
static void *crash(void *p) { *(volatile int *)p = 1; return p; }
int main(void) { pthread_t t; pthread_create(&t, 0, crash, 0); pthread_join(t, 0); return 0; }
