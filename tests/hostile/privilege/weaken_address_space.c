// why: takes randomness and guards off the address space of what it executes next
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
// stdout@lax: done
#include <stdio.h>
#include <sys/personality.h>
int main(void) { puts(personality(ADDR_NO_RANDOMIZE) < 0 && personality(READ_IMPLIES_EXEC) < 0 && personality(0x100000000L | ADDR_NO_RANDOMIZE) < 0 ? "refused" : "done"); return 0; }
