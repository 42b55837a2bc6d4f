// why: a file of the host in the place of a value
// verdict: CE
// says: No such file
#include <stdio.h>
const char *text =
#include "{secret}"
;
int main(void) { puts(text); return 0; }
