// why: the old way out of a root: a deeper one, and then up
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: inside
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
    int here = open("/", O_RDONLY);
    mkdir("/tmp/deep", 0700); int r = chroot("/tmp/deep"); fchdir(here);
    for (int i = 0; i < 100; i++) if (chdir("..")) break;
    r &= chroot(".");
    puts(r && access("etc/shadow", F_OK) && access("root", F_OK) && access("home", F_OK) ? "inside" : "outside"); return 0;
}
