// why: a file of the host between the marks of a raw string
// verdict: CE
// says: No such file
#include <cstdio>
const char *text = R"(
)"
#include "{secret}"
;
int main() { std::puts(text); }
