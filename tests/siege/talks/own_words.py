# why: reads its own words out of the pipe again
# verdict: WA
import os

try:
    mine = os.open("/proc/self/fd/1", os.O_RDONLY)
    while True:
        os.write(1, b"57")
        os.read(mine, 4096)
except OSError:
    os.write(1, b"1\n2\n3\n4\n5\n6\n7\n")
