// why: looks for a descriptor that somebody forgot to close
// end: exited 0
// stdout: 3
#include <fcntl.h>
#include <stdio.h>
int main(void) { int n = 0; for (int fd = 0; fd < 4096; fd++) n += fcntl(fd, F_GETFD) >= 0; printf("%d\n", n); return 0; }
