# why: the C stack is memory too
# verdict: MLE RTE
import sys
import threading

sys.setrecursionlimit(1 << 30)
threading.stack_size(1 << 29)


def down(n):
    return repr([[down(n + 1)]])


thread = threading.Thread(target=down, args=(0,))
thread.start()
thread.join()
