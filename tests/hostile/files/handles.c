// why: file handles name files past every mount
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: refused
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    // The root of most file systems.
    struct file_handle *h = malloc(sizeof *h + 128); memset(h, 0, sizeof *h + 128);
    h->handle_bytes = 8; h->handle_type = 1; h->f_handle[0] = 2;
    int from = open("/usr", O_RDONLY | O_DIRECTORY);
    puts(open_by_handle_at(from, h, O_RDONLY) < 0 ? "refused" : "open"); return 0;
}
