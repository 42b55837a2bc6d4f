# why: sleeps with every signal blocked
# verdict: TLE
# says: wall-clock
# seconds: 1
import signal
import time

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
time.sleep(1000)
