# why: makes the pipes as small and as large as may be
# verdict: AC
import fcntl
import os

fcntl.fcntl(0, 1031, 4096)
fcntl.fcntl(1, 1031, 1 << 20)
os.write(1, b"57\n")
os._exit(0)
