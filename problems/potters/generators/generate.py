"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "potters.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


TOP = 10**9


def quarter(m, potters):
    return f"{len(potters)} {m}\n" + "".join(f"{t} {b} {r}\n" for t, b, r in potters)


def drawn(n, t, b, r):
    """Random potters; t, b and r are the highest values."""
    return [(random.randint(1, t), random.randint(1, b), random.randint(0, r)) for _ in range(n)]


random.seed(113)
case("01-one-pot", quarter(1, [(1, 1, 0)]))
case("02-rest-after-the-last", quarter(3, [(4, 3, 100)]))
case("03-rest-before-the-last", quarter(4, [(4, 3, 100)]))
case("04-no-rests", quarter(100, [(3, 1, 0), (5, 7, 0)]))
case("05-same-minute", quarter(5, [(2, 9, 1)] * 4))
case("06-quick-but-lazy", quarter(50, [(1, 10, 1000), (20, 10, 0)]))
case("07-long-batches", quarter(200_000, [(7, TOP, TOP), (TOP, 1, TOP)]))
case("08-small", quarter(40, drawn(5, 9, 5, 20)))
case("09-mixed", quarter(20_000, drawn(300, 100, 10, 1000)))
case("10-few-pots", quarter(2, drawn(1000, TOP, TOP, TOP)))
case("11-fewer-pots-than-potters", quarter(70, drawn(900, 10**6, 3, 10**6)))
case("12-slowest", quarter(TOP, [(TOP, TOP, TOP)]))
case("13-slowest-with-rests", quarter(TOP, [(TOP, 1, TOP)] * 2))
case("14-quickest-of-all", quarter(TOP, [(1, TOP, 0)] * 5000))
case("15-large", quarter(TOP, drawn(5000, 1000, 50, 10**6)))
case("16-large-slow", quarter(TOP - 1, drawn(5000, TOP, 3, TOP)))
