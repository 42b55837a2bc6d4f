// why: threads count as processes
// end: exited 0
// stdout: refused
// denied-forks: yes
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static void *wait_for_ever(void *p) { for (;;) pause(); return p; }
int main(void) {
    pthread_attr_t small; pthread_attr_init(&small); pthread_attr_setstacksize(&small, 1 << 16);
    for (int i = 0; i < 10000; i++) { pthread_t t; if (pthread_create(&t, &small, wait_for_ever, 0)) { puts("refused"); fflush(stdout); _exit(0); } }
    puts("10000 threads"); return 0;
}
