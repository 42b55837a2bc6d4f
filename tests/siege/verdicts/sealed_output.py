# why: its output is a file in memory, which it can seal
# verdict: AC
# stdout: right
import fcntl
import os

os.write(1, b"right\n")
try:
    fcntl.fcntl(1, 1033, 0x1F)
except OSError:
    pass
