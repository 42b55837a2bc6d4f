"""Accepts exactly the inputs that the statement promises."""
import re
import sys

NUMBER = rb"(?:0|[1-9]\d*)"
first = sys.stdin.buffer.readline()
if not re.fullmatch(NUMBER + rb"\n", first) or not 1 <= int(first) <= 1000:
    sys.exit(f"no number of questions: {first[:80]!r}")
for _ in range(int(first)):
    text = sys.stdin.buffer.readline()
    if not re.fullmatch(NUMBER + (rb" " + NUMBER) * 3 + rb"\n", text):
        sys.exit(f"not four integers: {text[:80]!r}")
    p, a, q, b = map(int, text.split())
    if not (1 <= p <= 10**9 and 1 <= q <= 10**9 and a < p and b < q):
        sys.exit(f"out of bounds: {text[:80]!r}")
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
