# why: files that a host has and a submission must not see
# verdict: AC
# stdout: nothing
import os

seen = []
for path in ["/etc/shadow", "/etc/hostname", "/etc/resolv.conf", "/etc/machine-id", "/root", "/home",
             "/var/lib", "/var/log", "/run", "/sys", "/boot", "/srv", "/opt", "/proc/1/environ",
             "/proc/1/root", "/proc/1/cwd", "/proc/1/mem", "/proc/kcore", "/proc/meminfo", "/proc/cpuinfo",
             "/proc/sys", "/proc/keys", "/proc/net/tcp", "/proc/kallsyms", "/proc/version"]:
    try:
        if os.path.isdir(path):
            os.listdir(path)
        else:
            open(path, "rb").read(1)
        seen.append(path)
    except OSError:
        pass
print(*seen or ["nothing"])
