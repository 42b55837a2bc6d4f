// why: warnings without an end, from a program behind the compiler
// verdict: AC CE
// stdout: done
// says: (cut)
#include <stdio.h>
__asm__(".rept 200000\n.warning \"again and again\"\n.endr");
int main(void) { puts("done"); return 0; }
