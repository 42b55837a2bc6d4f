// why: a key in the keyring of the user outlives the run
// end: syscall
// end@runtime: syscall
// end@lax: exited 0
// stdout@lax: found
// stdout@lax: nothing
// pair: runs
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int n, char **argv) {
    (void)n;
    // -4: the keyring of the user.
    if (!strcmp(argv[1], "leave")) return syscall(SYS_add_key, "user", "minos", "x", 1, -4) < 0;
    puts(syscall(SYS_keyctl, 10, -4, "user", "minos", 0) < 0 ? "nothing" : "found"); return 0;
}
