// why: tells whether a file of the host is there, and how old
// verdict: CE
// says: No such file
#pragma GCC dependency "{secret}"
int main(void) { return 0; }
