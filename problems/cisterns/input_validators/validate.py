"""Accepts exactly the inputs that the statement promises."""
import re
import sys

LINE = re.compile(rb"(0|[1-9]\d*)( (0|[1-9]\d*))*\n")
TOP = 10**9


def integers(count):
    """Reads a line of `count` integers up to TOP."""
    text = sys.stdin.buffer.readline()
    if not LINE.fullmatch(text):
        sys.exit(f"not a line of integers: {text[:80]!r}")
    values = [int(word) for word in text.split()]
    if len(values) != count or max(values) > TOP:
        sys.exit(f"not {count} integers up to {TOP}: {text[:80]!r}")
    return values


villages, pipes = integers(2)
if not 1 <= villages <= 50_000 or pipes > 100_000:
    sys.exit(f"out of bounds: {villages} villages, {pipes} pipes")
integers(villages)
for _ in range(pipes):
    u, v, _ = integers(3)
    if not (1 <= u <= villages and 1 <= v <= villages and u != v):
        sys.exit(f"no such pipe: {u} {v}")
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
