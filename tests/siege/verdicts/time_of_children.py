# why: CPU time in children that nobody waits for
# verdict: TLE
# seconds: 1
import os
import time

for _ in range(3):
    if os.fork() == 0:
        while True:
            pass
time.sleep(60)
