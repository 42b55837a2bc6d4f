# why: signals to everybody that can be reached, its supervisor first
# verdict: AC
# stdout: alive
import os
import signal

for number in [signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGCHLD]:
    for pid in [1, -1, os.getppid()]:
        try:
            os.kill(pid, number)
        except OSError:
            pass
print("alive")
