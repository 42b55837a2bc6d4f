# why: a limit that it set itself
# verdict: RTE
# says: SIGXFSZ
import os
import resource
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (3, 3))
os.write(1, b"right\n")
os.write(1, b"right\n")
