# why: a double fork with a session of its own outlives its parent, and writes later
# verdict: AC
# stdout: parent
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(0.3)
        os.write(1, b"daemon\n")
        time.sleep(100)
    os._exit(0)
os.wait()
os.write(1, b"parent\n")
os._exit(0)
