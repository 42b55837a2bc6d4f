// why: eight lines that are a thousand million tokens
// verdict: CE
#define A(x) x x x x x x x x x x x x x x x x
#define B(x) A(A(x))
#define C(x) B(B(x))
#define D(x) C(C(x))
int all[] = { D(1,) };
int main(void) { return 0; }
