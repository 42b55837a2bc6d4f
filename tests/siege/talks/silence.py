# why: both wait
# verdict: TLE
# says: wall-clock
# seconds: 1
import time

time.sleep(1000)
