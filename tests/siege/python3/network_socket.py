# why: a connection to the host itself
# verdict: RTE
# says: forbidden system call
# abuse: syscall
import socket

print(socket.create_connection(("127.0.0.1", 22), timeout=2))
