"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "beam.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def course(r, points):
    return f"{len(points)} {r}\n" + "".join(f"{x} {y}\n" for x, y in points)


def wander(n, low, high):
    return [(random.randint(low, high), random.randint(low, high)) for _ in range(n)]


FAR = 10_000
random.seed(105)
case("01-at-anchor", course(1, [(0, 0), (0, 0)]))
case("02-at-anchor-in-the-dark", course(1, [(5, 5), (5, 5), (5, 5)]))
case("03-tangent", course(5, [(-9, 5), (9, 5)]))
case("04-slanted-tangent", course(5, [(-1, 7), (7, 1)]))
case("05-just-inside", course(FAR, [(-FAR, FAR - 1), (FAR, FAR - 1)]))
case("06-line-hits-but-leg-does-not", course(5, [(6, 0), (50, 0), (50, 1), (51, 1)]))
case("07-ends-inside", course(7, [(0, 0), (3, 4), (-2, 6), (0, -7)]))
case("08-enters", course(10, [(-25, 3), (2, 1)]))
case("09-leaves", course(10, [(2, 1), (17, -40)]))
case("10-through-the-rock", course(1, [(-FAR, -FAR), (FAR, FAR)]))
case("11-along-the-edge", course(5, [(3, 4), (4, 3), (5, 0), (4, -3), (3, -4), (-5, 0), (3, 4)]))
case("12-to-and-fro", course(3, [(-8, 1), (8, 1)] * 40))
case("13-always-lit", course(FAR, wander(200, -7000, 7000)))
case("14-never-lit", course(10, [(random.randint(11, FAR), random.randint(-FAR, FAR)) for _ in range(300)]))
case("15-small-steps", course(20, [(x, x * x % 41 - 20) for x in range(-50, 51)]))
case("16-large", course(4000, wander(1000, -FAR, FAR)))
case("17-large-dim", course(1, wander(1000, -4, 4)))
case("18-large-long", course(9999, [(FAR * (-1) ** i, random.randint(-FAR, FAR)) for i in range(1000)]))
case("19-narrow-chords", course(FAR, [(FAR * (-1) ** i, FAR - 1) for i in range(1000)]))
