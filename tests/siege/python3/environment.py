# why: the server's environment may hold its secrets
# verdict: AC
# stdout: HOME LANG PATH TMPDIR
import os

names = {entry.split(b"=")[0].decode() for entry in open("/proc/self/environ", "rb").read().split(b"\0")}
print(*sorted(names | set(os.environ) - {"LC_CTYPE"} - {""}))
