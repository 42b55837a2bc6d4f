# why: a child goes on after the end
# verdict: WA
import os
import time

if os.fork() == 0:
    os.setsid()
    time.sleep(0.5)
    os.write(1, b"57\n")
    time.sleep(1000)
os._exit(0)
