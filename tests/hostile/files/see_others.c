// why: /proc shows the run's own processes and nothing of the host
// end: exited 0
// stdout: 1
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    DIR *d = opendir("/proc"); struct dirent *e; int n = 0;
    while ((e = readdir(d))) if (isdigit((unsigned char)e->d_name[0])) n++;
    if (!access("/proc/meminfo", F_OK) || !access("/proc/kallsyms", F_OK) || !access("/proc/sys", F_OK) || !access("/sys", F_OK)) puts("host facts");
    printf("%d\n", n);
    return 0;
}
