// why: looks into its supervisor
// end: syscall
// end@runtime: syscall
// end@lax: exited 1
#include <sys/ptrace.h>
int main(void) { return ptrace(PTRACE_ATTACH, 1, 0, 0) < 0; }
