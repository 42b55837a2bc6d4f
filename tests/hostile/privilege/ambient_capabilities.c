// why: capabilities that come back when a program is executed
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: refused
#include <linux/capability.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    struct __user_cap_header_struct h = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct all[2] = {{-1, -1, -1}, {-1, -1, -1}};
    int done = !syscall(SYS_capset, &h, all);
    for (int c = 0; c < 41; c++) done |= !prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, c, 0, 0) || prctl(PR_CAPBSET_READ, c, 0, 0, 0) == 1;
    done |= !prctl(PR_SET_SECUREBITS, 0, 0, 0, 0);
    puts(done ? "done" : "refused"); return 0;
}
