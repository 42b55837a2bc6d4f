# why: signals to everybody, the validator among them
# verdict: WA
import os
import signal

for number in [signal.SIGKILL, signal.SIGSTOP]:
    for pid in [1, -1, *range(3, 100)]:
        try:
            if pid != os.getpid():
                os.kill(pid, number)
        except OSError:
            pass
for _ in range(20):
    os.write(1, b"1\n")
os._exit(0)
