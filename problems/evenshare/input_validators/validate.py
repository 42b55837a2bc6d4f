"""Accepts exactly the inputs that the statement promises."""
import re
import sys

LINE = re.compile(rb"(0|-?[1-9]\d*)( (0|-?[1-9]\d*))*\n")


def integers(count, low, high):
    """Reads a line of `count` integers between `low` and `high`."""
    text = sys.stdin.buffer.readline()
    if not LINE.fullmatch(text):
        sys.exit(f"not a line of integers: {text[:80]!r}")
    values = [int(word) for word in text.split()]
    if len(values) != count:
        sys.exit(f"{count} integers expected, not {len(values)}")
    if min(values) < low or max(values) > high:
        sys.exit(f"an integer is not in {low}..{high}: {text[:80]!r}")
    return values


n, _ = integers(2, 1, 10**9)
if n > 100_000:
    sys.exit(f"too many days: {n}")
integers(n, -(10**9), 10**9)
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
