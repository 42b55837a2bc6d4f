// why: tells which files the host has
// verdict: AC
// stdout: nothing
#include <stdio.h>
#if __has_include("{secret}") || __has_include("/etc/shadow") || __has_include("/etc/machine-id") \
    || __has_include("/proc/1/environ") || __has_include("/proc/meminfo") || __has_include("/root/.bashrc")
#define SEEN "something"
#else
#define SEEN "nothing"
#endif
int main(void) { puts(SEEN); return 0; }
