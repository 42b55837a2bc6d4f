// why: the assembler's own include, and its errors
// verdict: CE
// says: open
__asm__(".include \"{secret}\"");
int main(void) { return 0; }
