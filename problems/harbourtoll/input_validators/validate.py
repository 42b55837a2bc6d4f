"""Accepts exactly the inputs that the statement promises."""
import re
import sys


def integers(*bounds):
    text = sys.stdin.buffer.readline()
    if not re.fullmatch(rb"(0|[1-9]\d*)( (0|[1-9]\d*))*\n", text):
        sys.exit(f"not a line of integers: {text[:80]!r}")
    values = [int(word) for word in text.split()]
    if len(values) != len(bounds):
        sys.exit(f"{len(bounds)} integers expected: {text[:80]!r}")
    for value, (low, high) in zip(values, bounds):
        if not low <= value <= high:
            sys.exit(f"{value} is not in {low}..{high}")
    return values


ships, _, _ = integers((1, 1000), (0, 10**6), (0, 10**6))
for _ in range(ships):
    integers((0, 1000), (0, 10**9))
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
