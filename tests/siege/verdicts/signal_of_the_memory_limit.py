# why: killed is not out of memory
# verdict: RTE
# says: SIGKILL
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
