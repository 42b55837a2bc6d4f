// why: a program loader of its own choice
// verdict: AC RTE
// stdout: done
// unsaid: leaked
#include <stdio.h>
__asm__(".section .interp,\"a\"\n.asciz \"{secret}\"\n.text");
int main(void) { puts("done"); return 0; }
