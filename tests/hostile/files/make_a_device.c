// why: makes the host's memory and disks as devices of its own
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
int main(void) {
    int numbers[][3] = {{S_IFCHR, 1, 1}, {S_IFCHR, 1, 11}, {S_IFBLK, 8, 0}, {S_IFBLK, 254, 0}, {S_IFCHR, 5, 0}, {S_IFCHR, 10, 229}};
    int done = 0;
    for (int i = 0; i < 6; i++) { remove("/tmp/device"); done |= !mknod("/tmp/device", numbers[i][0] | 0666, makedev(numbers[i][1], numbers[i][2])) && open("/tmp/device", O_RDONLY) >= 0; }
    puts(done ? "done" : "refused"); return 0;
}
