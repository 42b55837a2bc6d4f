// why: an error said to be in a file of the host is quoted from it
// verdict: CE
// unsaid: leaked
#line 1 "{secret}"
int main(void) { return nothing; }
