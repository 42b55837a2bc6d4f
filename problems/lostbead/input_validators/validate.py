"""Accepts exactly the inputs of the first run that the statement promises."""
import re
import sys

if sys.stdin.buffer.readline() != b"send\n":
    sys.exit("the first line is not `send`")


def integer(low, high):
    """Reads a line with one integer of this range."""
    text = sys.stdin.buffer.readline()
    if not re.fullmatch(rb"(0|[1-9]\d*)\n", text) or not low <= int(text) <= high:
        sys.exit(f"not an integer from {low} to {high}: {text[:80]!r}")
    return int(text)


for _ in range(integer(1, 1000)):
    integer(0, 2**20 - 1)
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
