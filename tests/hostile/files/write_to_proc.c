// why: knobs of the kernel, and of its own standing
// end: exited 0
// end@lax: exited 0
// stdout: refused
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static int put(const char *path, const char *text) { int fd = open(path, O_WRONLY); return fd >= 0 && write(fd, text, strlen(text)) > 0; }
int main(void) {
    const char *tries[][2] = {
        {"/proc/sys/kernel/core_pattern", "|/tmp/x"}, {"/proc/sys/vm/overcommit_memory", "1"}, {"/proc/sysrq-trigger", "h"}, {"/proc/sys/kernel/ns_last_pid", "1"}, {"/proc/self/oom_score_adj", "-1000"}, {"/proc/self/uid_map", "0 0 1"}, {"/proc/self/gid_map", "0 0 1"},
        {"/proc/self/setgroups", "allow"}, {"/proc/self/loginuid", "0"}, {"/proc/self/attr/current", "x"}, {"/proc/self/attr/exec", "x"}, {"/proc/self/timens_offsets", "1 1 1"}, {"/proc/1/oom_score_adj", "1000"}, {"/proc/1/clear_refs", "1"}, {"/proc/1/comm", "x"}, {"/sys/kernel/uevent_helper", "/tmp/x"}, {"/sys/fs/cgroup/cgroup.procs", "0"}};
    for (unsigned i = 0; i < sizeof tries / sizeof *tries; i++) if (put(tries[i][0], tries[i][1])) { puts(tries[i][0]); return 1; }
    puts("refused"); return 0;
}
