# why: threads count as processes do
# verdict: AC
# abuse: forks refused
# stdout: refused
import threading

gate = threading.Event()
try:
    for _ in range(1000):
        threading.Thread(target=gate.wait, daemon=True).start()
    print("a thousand threads")
except RuntimeError:
    print("refused")
gate.set()
