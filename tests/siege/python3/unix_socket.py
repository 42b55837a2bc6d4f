# why: a name in the abstract namespace would be seen by others
# verdict: AC
# stdout: refused
import socket

try:
    socket.socket(socket.AF_UNIX).bind("\0minos-test")
    print("bound")
except OSError:
    print("refused")
