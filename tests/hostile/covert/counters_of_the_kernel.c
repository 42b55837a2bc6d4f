// why: counters that go up with what others do: those of files, sockets, control groups and interrupts
// end: exited 0
// end@lax: exited 0
// stdout: none
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    const char *paths[] = {"/proc/sys/fs/file-nr", "/proc/sys/fs/inode-nr", "/proc/sys/fs/dentry-state", "/proc/sys/kernel/random/entropy_avail", "/proc/sys/kernel/ns_last_pid", "/proc/sys/kernel/pty/nr", "/proc/stat", "/proc/loadavg", "/proc/vmstat", "/proc/meminfo", "/proc/interrupts", "/proc/softirqs", "/proc/locks", "/proc/pressure/cpu", "/proc/net/sockstat", "/proc/sys/fs/aio-nr", "/proc/sys/fs/inotify/max_user_watches",
        "/sys/fs/cgroup/memory/memory.usage_in_bytes", "/sys/fs/cgroup/cpu.stat", "/sys/fs/cgroup/pids/pids.current", "/sys/kernel/debug", "/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "/sys/class/net", "/proc/cgroups", "/proc/key-users", "/proc/self/../stat", 0};
    int n = 0;
    for (int i = 0; paths[i]; i++) if (!access(paths[i], F_OK)) { puts(paths[i]); n++; }
    puts(n ? "some" : "none"); return 0;
}
