// why: the assembler reads files too
// verdict: CE
// says: file not found
#include <stdio.h>
__asm__("text: .incbin \"{secret}\"\n.byte 0");
extern const char text[];
int main(void) { puts(text); return 0; }
