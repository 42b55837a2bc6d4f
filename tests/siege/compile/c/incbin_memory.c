// why: the assembler's own memory as a file
// verdict: AC CE
__asm__(".incbin \"/proc/self/mem\"");
int main(void) { return 0; }
