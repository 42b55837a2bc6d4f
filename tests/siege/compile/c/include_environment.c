// why: the compiler's environment, quoted in its errors
// verdict: AC CE
// unsaid: CARGO
#include "/proc/self/environ"
int main(void) { return 0; }
