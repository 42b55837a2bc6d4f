# why: machine code in memory of its own, which enters the kernel by the 32-bit door
# verdict: RTE
# says: forbidden system call
# abuse: syscall
import ctypes
import mmap

# mov eax, 20 (getpid of i386); int 0x80; ret
code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"
memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(code)
address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
print(ctypes.CFUNCTYPE(ctypes.c_int)(address)())
