// why: the child of a vfork neither runs another program nor ends; its parent can't be woken
// end: limit wall
#include <unistd.h>
int main(void) { if (vfork() == 0) for (;;) pause(); return 0; }
