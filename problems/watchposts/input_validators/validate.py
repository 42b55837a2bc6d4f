"""Accepts exactly the plans that the statement promises."""
import re
import sys

text = sys.stdin.buffer.readline()
if not re.fullmatch(rb"[1-9]\d? [1-9]\d?\n", text):
    sys.exit(f"no height and width: {text[:80]!r}")
height, width = map(int, text.split())
if max(height, width) > 60:
    sys.exit("more than 60 rows or columns")
rows = [sys.stdin.buffer.readline() for _ in range(height)]
for number, row in enumerate(rows, 1):
    if not re.fullmatch(rb"[#.]{%d}\n" % width, row):
        sys.exit(f"row {number} is no row of {width} tiles: {row[:80]!r}")
if not any(b"." in row for row in rows):
    sys.exit("there is no floor")
if sys.stdin.buffer.read():
    sys.exit("text after the last row")
sys.exit(42)
