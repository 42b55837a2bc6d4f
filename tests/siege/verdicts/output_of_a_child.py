# why: what a child prints after the end does not count
# verdict: WA
import os
import time

if os.fork() == 0:
    os.setsid()
    time.sleep(0.3)
    os.ftruncate(1, 0)
    os.pwrite(1, b"right\n", 0)
    os._exit(0)
os.write(1, b"wrong\n")
os._exit(0)
