// why: the compiler's errors quote what it includes
// verdict: CE
// says: No such file
#include "/etc/shadow"
int main(void) { return 0; }
