# why: a raw socket through the C library, past Python's own checks
# verdict: RTE
# says: forbidden system call
# abuse: syscall
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
print(libc.socket(17, 3, 0x300))
