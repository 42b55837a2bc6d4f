# why: a mount, through the C library
# verdict: RTE
# says: forbidden system call
# abuse: syscall
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
print(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))
