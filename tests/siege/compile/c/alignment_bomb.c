// why: one byte in a file of a quarter of a gigabyte
// verdict: CE
__attribute__((aligned(1 << 28))) char one = 1;
__attribute__((aligned(1 << 28))) char two = 1;
int main(void) { return one + two - 2; }
