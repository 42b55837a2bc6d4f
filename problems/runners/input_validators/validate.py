"""Accepts exactly the inputs that the statement promises."""
import re
import sys


def integers(count, high):
    """Reads a line of `count` integers up to `high`."""
    text = sys.stdin.buffer.readline()
    if not re.fullmatch(rb"(0|[1-9]\d*)( (0|[1-9]\d*))*\n", text):
        sys.exit(f"not a line of integers: {text[:80]!r}")
    values = [int(word) for word in text.split()]
    if len(values) != count or max(values) > high:
        sys.exit(f"not {count} integers up to {high}: {text[:80]!r}")
    return values


(posts,) = integers(1, 100_000)
if posts < 2:
    sys.exit("fewer than two posts")
places = integers(posts, 10**6)
if any(here >= there for here, there in zip(places, places[1:])):
    sys.exit("the posts are not in order")
fees = integers(posts, 10**12)
if fees[0] or fees[-1]:
    sys.exit("the first and the last post ask for nothing")
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
