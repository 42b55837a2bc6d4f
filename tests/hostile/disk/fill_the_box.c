// why: the directory of the submission is no place to write
// end: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
    int wrote = open("x", O_CREAT | O_WRONLY, 0600) >= 0 || !mkdir("d", 0700) || !rename("main", "other") || !unlink("main")
        || !chmod("main", 0777) || !truncate("main.c", 0) || open("main.c", O_WRONLY) >= 0;
    puts(wrote ? "done" : "refused"); return 0;
}
