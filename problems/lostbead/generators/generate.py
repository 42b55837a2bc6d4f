"""Writes data/secret; the same files every time."""
import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
TOP = 2**20
# A multiple of each length that a cord can have: one less is its last bead.
EVERY_LENGTH = 26_771_144_400


def case(name, numbers, losses):
    (SECRET / f"{name}.in").write_text("\n".join(["send", str(len(numbers)), *map(str, numbers)]) + "\n")
    (SECRET / f"{name}.ans").write_text("\n".join(map(str, losses)) + "\n")


def some(count):
    return [random.randrange(TOP) for _ in range(count)]


random.seed(117)
case("01-zero", [0], [0])
case("02-largest", [TOP - 1], [24])
# The losses are remainders by every length up to 25 at once for numbers below it; 25 cords of one
# number lose each bead of a cord of full length.
case("03-each-bead-of-zero", [0] * 25, range(25))
case("04-each-bead-of-the-largest", [TOP - 1] * 25, range(25))
case("05-each-bead-of-checkered", [0b01010101010101010101] * 25, range(25))
case("06-first-bead", some(1000), [0] * 1000)
case("07-last-bead", some(1000), [EVERY_LENGTH - 1] * 1000)
case("08-powers", [2**bit for bit in range(20)] * 25, [bead for bead in range(25) for _ in range(20)])
case("09-anywhere", some(1000), [random.randrange(10**9) for _ in range(1000)])
case("10-near-powers", [2**bit + step for bit in range(1, 20) for step in (-1, 1)] * 25, [bead for bead in range(25) for _ in range(38)])
case("11-anywhere", some(1000), [random.randrange(10**9) for _ in range(1000)])
