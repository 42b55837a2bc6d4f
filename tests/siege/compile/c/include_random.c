// why: a device without an end
// verdict: CE
#include "/dev/urandom"
int main(void) { return 0; }
