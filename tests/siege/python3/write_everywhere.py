# why: only /tmp may be written
# verdict: AC
# stdout: /tmp
import os

for root, dirs, _ in os.walk("/", onerror=lambda error: None):
    if root.startswith("/proc/") or root.count("/") > 3:
        dirs.clear()
        continue
    try:
        os.close(os.open(os.path.join(root, "planted"), os.O_CREAT | os.O_WRONLY))
        print(root)
    except OSError:
        pass
