"""Accepts exactly the inputs that the statement promises.

Arguments give the limits of the test group: the most jars, and the most ships.
"""
import re
import sys


def integers(count, high):
    """Reads a line of `count` integers between 1 and `high`."""
    text = sys.stdin.buffer.readline()
    if not re.fullmatch(rb"[1-9]\d*( [1-9]\d*)*\n", text):
        sys.exit(f"not a line of positive integers: {text[:80]!r}")
    values = [int(word) for word in text.split()]
    if len(values) != count or max(values) > high:
        sys.exit(f"not {count} integers up to {high}: {text[:80]!r}")
    return values


limits = [int(word) for word in sys.argv[1:]]
most_jars, most_ships = limits + [10_000, 100][len(limits) :]
jars, ships = integers(2, most_jars)
if ships > most_ships:
    sys.exit(f"too many ships: {ships}")
integers(jars, 10**9)
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
