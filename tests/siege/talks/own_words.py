# why: reads its own words out of the pipe again
# verdict: TLE
# seconds: 1
import os

mine = os.open("/proc/self/fd/1", os.O_RDONLY)
while True:
    os.write(1, b"57")
    os.read(mine, 4096)
