// why: rearranges the file system, by the old calls
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: refused
#include <stdio.h>
#include <sys/mount.h>
int main(void) {
    int done = !mount("x", "/tmp", "tmpfs", 0, "") || !mount(0, "/usr", 0, MS_REMOUNT | MS_BIND, 0) || !mount("/usr", "/tmp", 0, MS_BIND, 0) || !umount2("/tmp", MNT_DETACH);
    puts(done ? "done" : "refused"); return 0;
}
