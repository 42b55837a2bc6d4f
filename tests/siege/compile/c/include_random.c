// why: a device without an end
// verdict: CE
// compile-seconds: 3
#include "/dev/urandom"
int main(void) { return 0; }
