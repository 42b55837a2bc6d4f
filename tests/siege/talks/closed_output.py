# why: closes early, and stays
# verdict: WA
import os
import time

os.close(1)
time.sleep(0.5)
