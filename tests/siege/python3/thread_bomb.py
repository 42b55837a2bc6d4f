# why: threads count as processes do
# verdict: AC
# abuse: processes
# stdout: refused
import threading

gate = threading.Event()
refused = 0
for _ in range(1000):
    try:
        threading.Thread(target=gate.wait, daemon=True).start()
    except RuntimeError:
        refused += 1
print("refused" if refused > 900 else "started")
gate.set()
