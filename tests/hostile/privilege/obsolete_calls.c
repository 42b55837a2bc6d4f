// why: kernel code that hardly anybody runs any more
// end: exited 0
// end@runtime: exited 0
// stdout: refused
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    long calls[] = {SYS_modify_ldt, SYS_uselib, SYS_sysfs, SYS_ustat, SYS__sysctl, SYS_create_module, SYS_query_module, SYS_get_kernel_syms};
    char text[64]; int done = 0;
    for (int i = 0; i < 8; i++) done |= syscall(calls[i], 0, text, sizeof text, 0, 0) >= 0;
    puts(done ? "done" : "refused"); return 0;
}
