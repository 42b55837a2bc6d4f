# why: shared anonymous maps and files without a name are no way around the limit
# verdict: MLE
import mmap
import os

kept = []
while True:
    fd = os.open("/tmp", os.O_TMPFILE | os.O_RDWR)
    os.ftruncate(fd, 4 << 20)
    kept.append(mmap.mmap(fd, 4 << 20))
    kept[-1].write(b"x" * (4 << 20))
    kept.append(mmap.mmap(-1, 4 << 20))
    kept[-1].write(b"x" * (4 << 20))
    os.close(fd)
