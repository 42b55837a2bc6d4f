// why: the 32-bit entry has other numbers
// end: syscall
int main(void) { int r; __asm__ volatile("int $0x80" : "=a"(r) : "a"(20) : "memory"); return r < 0; }
