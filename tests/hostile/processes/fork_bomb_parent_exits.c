// why: leaves a growing tree behind and ends well
// end: exited 0
#include <stdlib.h>
#include <unistd.h>
int main(void) {
    if (fork() == 0) { setsid(); for (;;) fork(); }
    usleep(200000);
    return 0;
}
