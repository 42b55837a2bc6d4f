# why: output with holes is as large as it looks
# verdict: OLE RTE
import os

os.write(1, b"right\n")
os.lseek(1, 1 << 40, os.SEEK_SET)
os.write(1, b"x")
