# why: the signal of a limit is no limit
# verdict: RTE
# says: SIGXCPU
import os
import signal

os.kill(os.getpid(), signal.SIGXCPU)
