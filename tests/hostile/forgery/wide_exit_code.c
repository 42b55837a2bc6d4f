// why: an exit code whose low byte is 0 is one that says it went well, and no other
// end: exited 0
#include <unistd.h>
int main(void) { _exit(256); }
