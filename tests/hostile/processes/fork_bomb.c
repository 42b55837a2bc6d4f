// why: forks without end, in every process
// end: limit cpu | limit wall
// denied-forks: yes
#include <unistd.h>
int main(void) { for (;;) fork(); }
