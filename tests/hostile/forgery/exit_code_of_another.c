// why: its child ends well, it does not: the end that counts is its own
// end: signaled 6
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) { if (fork() == 0) _exit(0); wait(0); abort(); }
