# why: a new user namespace by the number of the call
# verdict: RTE
# says: forbidden system call
# abuse: syscall
import ctypes

print(ctypes.CDLL(None, use_errno=True).syscall(272, 0x10000000))
