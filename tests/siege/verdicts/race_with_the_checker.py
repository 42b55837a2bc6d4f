# why: a child that changes the output for as long as it lives
# verdict: WA
import os
import time

if os.fork() == 0:
    while True:
        os.pwrite(1, b"wrong\n", 0)
        os.pwrite(1, b"wrung\n", 0)
time.sleep(0.2)
os._exit(0)
