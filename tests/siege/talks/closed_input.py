# why: closes its input while the validator talks
# verdict: WA
import os
import time

os.close(0)
os.write(1, b"1\n")
time.sleep(0.5)
