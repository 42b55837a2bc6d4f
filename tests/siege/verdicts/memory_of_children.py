# why: memory in children, each below the limit
# verdict: MLE
import os
import time

for _ in range(8):
    if os.fork() == 0:
        piece = b"x" * (48 << 20)
        time.sleep(60)
        os._exit(0)
os.wait()
