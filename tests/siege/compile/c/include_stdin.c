// why: what the compiler has as its input
// verdict: AC
// stdout: empty
#include <stdio.h>
#include "/dev/stdin"
int main(void) { puts("empty"); return 0; }
