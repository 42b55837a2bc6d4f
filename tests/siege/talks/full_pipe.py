# why: talks without listening
# verdict: WA
import os

while True:
    os.write(1, b"1\n" * 4096)
