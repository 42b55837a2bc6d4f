# why: Python ignores the signal of the limit; the size counts
# verdict: OLE
# abuse: output
import os

while True:
    try:
        os.write(1, b"again and again\n" * 4096)
    except OSError:
        os._exit(0)
