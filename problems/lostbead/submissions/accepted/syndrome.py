"""The cord is a word of a Varshamov-Tenengolts code: the places of its black beads, counted
from 1, sum up to a multiple of 26. The places that are powers of two are there to see to that."""
import sys

BEADS = 25
CHECKS = [1, 2, 4, 8, 16]
DATA = [place for place in range(1, BEADS + 1) if place not in CHECKS]


def cord(number):
    black = {place for bit, place in enumerate(DATA) if number >> bit & 1}
    missing = -sum(black) % (BEADS + 1)
    black |= {check for check in CHECKS if missing & check}
    return "".join("b" if place in black else "w" for place in range(1, BEADS + 1))


def number(cord):
    return sum(1 << bit for bit, place in enumerate(DATA) if cord[place - 1] == "b")


def mended(cord):
    for at in range(BEADS):
        for bead in "bw":
            whole = cord[:at] + bead + cord[at:]
            if sum(place for place, b in enumerate(whole, 1) if b == "b") % (BEADS + 1) == 0:
                return whole
    raise ValueError(cord)


word, count, *lines = sys.stdin.read().split("\n")
for line in lines[: int(count)]:
    print(cord(int(line)) if word == "send" else number(mended(line)))
