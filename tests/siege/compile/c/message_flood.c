// why: messages without an end, each with its story
// verdict: AC CE
// stdout: done
// says: (cut)
#include <stdio.h>
#define M _Pragma("message \"again and again\"")
#define T M M M M M M M M M M
#define H T T T T T T T T T T
#define K H H H H H H H H H H
K K
int main(void) { puts("done"); return 0; }
