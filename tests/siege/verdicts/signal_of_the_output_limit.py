# why: the signal of a limit is no limit
# verdict: RTE
# says: SIGXFSZ
import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGXFSZ)
