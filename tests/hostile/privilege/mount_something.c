// why: rearranges the file system
// end: syscall
#include <sys/mount.h>
int main(void) { return mount("x", "/tmp", "tmpfs", 0, ""); }
