"""Accepts exactly the inputs that the statement promises."""
import re
import sys

TOP = 10**9


def integers(*bounds):
    """Reads a line of integers, each between its bounds."""
    text = sys.stdin.buffer.readline()
    if not re.fullmatch(rb"(0|[1-9]\d*)( (0|[1-9]\d*))*\n", text):
        sys.exit(f"not a line of integers: {text[:80]!r}")
    values = [int(word) for word in text.split()]
    if len(values) != len(bounds):
        sys.exit(f"{len(bounds)} integers expected: {text[:80]!r}")
    for value, (low, high) in zip(values, bounds):
        if not low <= value <= high:
            sys.exit(f"{value} is not in {low}..{high}: {text[:80]!r}")
    return values


potters, _ = integers((1, 5000), (1, TOP))
for _ in range(potters):
    integers((1, TOP), (1, TOP), (0, TOP))
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
