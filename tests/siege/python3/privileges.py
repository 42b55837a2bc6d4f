# why: every way up that Python knows
# verdict: AC
# stdout: refused
import os

tries = {
    "setuid": lambda: os.setuid(0),
    "setresuid": lambda: os.setresuid(0, 0, 0),
    "setgid": lambda: os.setgid(0),
    "setgroups": lambda: os.setgroups([0]),
    "nice": lambda: os.nice(-20),
    "real time": lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
    "mknod": lambda: os.mknod("/tmp/disk", 0o60600, os.makedev(254, 0)),
    "chown": lambda: os.chown("/tmp", 0, 0),
    "oom": lambda: open("/proc/self/oom_score_adj", "wb", 0).write(b"-1000"),
    "limits": lambda: __import__("resource").setrlimit(0, (1 << 40, 1 << 40)),
}
done = []
for name, attempt in tries.items():
    try:
        attempt()
        done.append(name)
    except (OSError, ValueError):
        pass
print(*done or ["refused"])
