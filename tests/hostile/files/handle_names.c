// why: the names of handles tell inode numbers and mounts of the host
// end: syscall
// end@runtime: syscall
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
int main(void) { struct file_handle *h = calloc(1, sizeof *h + 128); int mount; h->handle_bytes = 128; return name_to_handle_at(AT_FDCWD, "/usr", h, &mount, 0) < 0; }
