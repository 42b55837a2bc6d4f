// why: dead children that nobody buries count too
// end: exited 0
// stdout: refused
// denied-forks: yes
#include <stdio.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 5000; i++) { int pid = fork(); if (pid == 0) _exit(0); if (pid < 0) { puts("refused"); return 0; } }
    puts("5000 zombies"); return 0;
}
