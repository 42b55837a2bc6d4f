// why: counts its own privileges
// end: exited 0
// stdout: CapInh:	0000000000000000|CapPrm:	0000000000000000|CapEff:	0000000000000000|CapBnd:	0000000000000000|CapAmb:	0000000000000000|NoNewPrivs:	1|Seccomp:	2|
#include <stdio.h>
#include <string.h>
int main(void) {
    FILE *f = fopen("/proc/self/status", "r"); char line[256];
    while (fgets(line, sizeof line, f))
        if (!strncmp(line, "Cap", 3) || !strncmp(line, "NoNewPrivs:", 11) || !strncmp(line, "Seccomp:", 8)) { line[strlen(line) - 1] = '|'; fputs(line, stdout); }
    return 0;
}
