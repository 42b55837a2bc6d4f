# why: stdout closed, and another file in its place
# verdict: WA
import os

os.close(1)
os.open("/tmp/output", os.O_CREAT | os.O_RDWR)
os.write(1, b"right\n")
