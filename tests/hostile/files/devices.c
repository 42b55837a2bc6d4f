// why: lists the devices: those that lead nowhere, and no more
// end: exited 0
// stdout: fd full null random shm stderr stdin stdout urandom zero
#include <dirent.h>
#include <stdio.h>
int main(void) {
    struct dirent **all; int n = scandir("/dev", &all, 0, alphasort);
    for (int i = 0; i < n; i++) if (all[i]->d_name[0] != '.') printf("%s%s", all[i]->d_name, i < n - 1 ? " " : "\n");
    return 0;
}
