# why: ptrace of its first process
# verdict: RTE
# says: forbidden system call
# abuse: syscall
import ctypes

print(ctypes.CDLL(None, use_errno=True).ptrace(16, 1, 0, 0))
