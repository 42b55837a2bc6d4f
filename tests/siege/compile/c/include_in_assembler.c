// why: the assembler's own include, and its errors
// verdict: CE
// unsaid: leaked
__asm__(".include \"{secret}\"");
int main(void) { return 0; }
