"""Accepts exactly the inputs that the statement promises.

An argument gives the limits of the test group: a number is the most offers, and `equal`
stands for offers of one silver piece and no days of rest.
"""
import re
import sys

LINE = re.compile(rb"(0|[1-9]\d*)( (0|[1-9]\d*))*\n")
TOP = 10**9


def integers(*bounds):
    """Reads a line of integers, each between its bounds."""
    text = sys.stdin.buffer.readline()
    if not LINE.fullmatch(text):
        sys.exit(f"not a line of integers: {text[:80]!r}")
    values = [int(word) for word in text.split()]
    if len(values) != len(bounds):
        sys.exit(f"{len(bounds)} integers expected: {text[:80]!r}")
    for value, (low, high) in zip(values, bounds):
        if not low <= value <= high:
            sys.exit(f"{value} is not in {low}..{high}: {text[:80]!r}")
    return values


equal = "equal" in sys.argv[1:]
most = min([100_000] + [int(word) for word in sys.argv[1:] if word.isdigit()])
offers, _ = integers((1, most), (0, 0 if equal else TOP))
for _ in range(offers):
    first, last, _ = integers((1, TOP), (1, TOP), (1, 1 if equal else TOP))
    if first > last:
        sys.exit(f"an offer ends before it begins: {first} {last}")
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
