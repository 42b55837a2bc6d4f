# why: a word that is larger than the validator's memory
# verdict: OLE
import os

while True:
    os.write(1, b"1" * 65536)
