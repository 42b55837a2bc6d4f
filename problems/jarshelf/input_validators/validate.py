"""Accepts exactly the inputs that the statement promises.

Which jars are on the shelf is followed with a Fenwick tree.
"""
import re
import sys

text = sys.stdin.buffer.readline()
if not re.fullmatch(rb"[1-9]\d* [1-9]\d*\n", text):
    sys.exit(f"not two positive integers: {text[:80]!r}")
places, requests = map(int, text.split())
if places > 1_000_000 or requests > 60_000:
    sys.exit(f"out of bounds: {text[:80]!r}")
tree = [i & -i for i in range(places + 1)]
on_shelf = bytearray(b"\1" * (places + 1))
count = places
highest = 1 << (places.bit_length() - 1)


def add(jar, change):
    on_shelf[jar] += change
    while jar <= places:
        tree[jar] += change
        jar += jar & -jar


for _ in range(requests):
    text = sys.stdin.buffer.readline()
    if not re.fullmatch(rb"(take|put) [1-9]\d{0,6}\n", text):
        sys.exit(f"not a request: {text[:80]!r}")
    number = int(text.split()[1])
    if text.startswith(b"take"):
        if number > count:
            sys.exit(f"only {count} jars are left: {text!r}")
        jar, step = 0, highest
        while step:
            if jar + step <= places and tree[jar + step] < number:
                jar += step
                number -= tree[jar]
            step >>= 1
        count -= 1
        add(jar + 1, -1)
    else:
        if number > places or on_shelf[number]:
            sys.exit(f"the jar is on the shelf: {text!r}")
        count += 1
        add(number, 1)
if sys.stdin.buffer.read():
    sys.exit("text after the last line")
sys.exit(42)
