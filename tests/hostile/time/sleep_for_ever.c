// why: uses no CPU time at all
// end: limit wall
#include <unistd.h>
int main(void) { for (;;) sleep(1000); }
