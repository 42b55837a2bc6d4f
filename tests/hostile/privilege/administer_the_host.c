// why: modules, another kernel, the clock, swap, reboot, the host's name
// end: exited 0
// end@runtime: exited 0
// end@lax: exited 0
// stdout: killed each time
// stdout@lax: refused
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    long calls[] = {SYS_kexec_load, SYS_kexec_file_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_settimeofday, SYS_clock_settime, SYS_sethostname, SYS_setdomainname, SYS_vhangup, SYS_iopl, SYS_ioperm, SYS_syslog};
    int killed = 0, done = 0, status, n = sizeof calls / sizeof *calls;
    for (int i = 0; i < n; i++) {
        int pid = fork();
        // The last one would read the kernel's log.
        if (pid == 0) { static char text[64]; _exit(syscall(calls[i], calls[i] == SYS_syslog ? 3L : (long)"x", calls[i] == SYS_ioperm ? 1L : (long)text, 32L, 0, 0) >= 0); }
        waitpid(pid, &status, 0);
        killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
        if (WIFEXITED(status) && WEXITSTATUS(status)) { printf("%ld ", calls[i]); done = 1; }
    }
    puts(done ? "done" : killed == n ? "killed each time" : "refused"); return 0;
}
