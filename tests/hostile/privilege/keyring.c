// why: keys would outlive the run
// end: syscall
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { return syscall(SYS_add_key, "user", "k", "v", 1, -3) < 0; }
