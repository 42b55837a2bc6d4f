// why: the environment of the first process that is seen
// verdict: CE
// unsaid: CARGO
#include "/proc/1/environ"
int main(void) { return 0; }
