// why: a file without an end
// verdict: CE
// says: nested
#include __FILE__
int main(void) { return 0; }
