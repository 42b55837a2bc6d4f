# why: talks without listening, to a validator that does the same
# verdict: WA TLE
# seconds: 1
import os

while True:
    os.write(1, b"1\n" * 4096)
