# why: links lead no further than the file system that is there
# verdict: AC
# stdout: nothing
import os

seen = []
for number, target in enumerate(["/etc/shadow", "/proc/1/root/etc/shadow", "/proc/self/root/../../../root",
                                 "/../../etc/shadow", "/proc/self/cwd/../root"]):
    name = f"/tmp/link{number}"
    os.symlink(target, name)
    try:
        os.open(name, os.O_RDONLY)
        seen.append(target)
    except OSError:
        pass
for target in ["/etc/passwd", "/usr/bin/env", "/box/main.py"]:
    try:
        os.link(target, "/tmp/hard")
        seen.append(f"linked {target}")
    except OSError:
        pass
print(*seen or ["nothing"])
