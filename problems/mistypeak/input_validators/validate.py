"""Accepts a line with the number of milestones, the peak and a seed for the heights."""
import re
import sys

text = sys.stdin.buffer.read()
if not re.fullmatch(rb"[1-9]\d* [1-9]\d* (0|[1-9]\d*)\n", text):
    sys.exit(f"not a line of three integers: {text[:80]!r}")
milestones, peak, seed = map(int, text.split())
if not peak <= milestones <= 10**9 or seed > 10**9:
    sys.exit(f"out of bounds: {text[:80]!r}")
sys.exit(42)
