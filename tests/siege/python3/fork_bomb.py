# why: forks until the limit on processes, in every process it gets, and goes on
# verdict: TLE
# abuse: processes
# seconds: 1
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
