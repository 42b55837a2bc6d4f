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


text = sys.stdin.buffer.readline()
if not LINE.fullmatch(text) or len(text.split()) != 3:
    sys.exit(f"three integers expected: {text[:80]!r}")
height, width, period = map(int, text.split())
if not (1 <= height <= 120 and 1 <= width <= 120 and 1 <= period <= 4):
    sys.exit(f"out of bounds: {text[:80]!r}")
chambers = b""
for _ in range(height):
    row = sys.stdin.buffer.readline()
    if not re.fullmatch(rb"[.#oSE]+\n", row) or len(row) != width + 1:
        sys.exit(f"not a row of {width} chambers: {row[:150]!r}")
    chambers += row
if chambers.count(b"S") != 1 or chambers.count(b"E") != 1:
    sys.exit("not exactly one entrance and one exit")
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
