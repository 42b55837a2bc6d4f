// why: keys would outlive the run
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { return syscall(SYS_add_key, "user", "k", "v", 1, -3) < 0; }
