// why: set-user-ID programs would be root's
// end: exited 0
// stdout: 1000
#include <unistd.h>
#include <sys/wait.h>
#include <sys/stat.h>
int main(void) { execl("/usr/bin/id", "id", "-u", (char *)0); return 1; }
