"""Accepts exactly the inputs that the statement promises."""
import re
import sys

prints = re.fullmatch(rb"([a-z]+)\n([a-z]+)\n", sys.stdin.buffer.read())
if not prints:
    sys.exit("not two lines of lower-case letters")
first, second = prints.groups()
if len(first) != len(second) or len(first) > 200_000:
    sys.exit(f"wrong lengths: {len(first)} and {len(second)}")
sys.exit(42)
