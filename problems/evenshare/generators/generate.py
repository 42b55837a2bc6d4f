"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "shares.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def mill(k, earned):
    return f"{len(earned)} {k}\n{' '.join(map(str, earned))}\n"


def noise(n, low, high):
    return [random.randint(low, high) for _ in range(n)]


TOP = 10**9
random.seed(103)
case("01-zero", mill(1, [0]))
case("02-none", mill(2, [1]))
case("03-debt", mill(4, [-8]))
case("04-one-daughter", mill(1, noise(100, -50, 50)))
case("05-small", mill(3, noise(10, -5, 5)))
case("06-only-debts", mill(7, noise(300, -40, -1)))
case("07-up-and-down", mill(10, [3, -3] * 200))
case("08-zeros", mill(TOP, [0] * 1000))
case("09-extremes", mill(TOP, [TOP, -TOP, TOP - 1, 1, -TOP + 1, -1] * 100))
case("10-few-rests", mill(2, noise(2000, -TOP, TOP)))
case("11-many-daughters", mill(999_999_937, noise(3000, -TOP, TOP)))
case("12-near-zero-sum", mill(TOP, noise(4000, -2, 2)))
case("13-random", mill(1009, noise(4000, -999, 999)))
case("14-large-zeros", mill(TOP, [0] * 100_000))
case("15-growing", mill(10**9 - 1, [TOP] * 3000))
case("16-large-random", mill(1009, noise(100_000, -999, 999)))
