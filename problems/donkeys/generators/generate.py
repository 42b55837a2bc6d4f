"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "donkeys.py"


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


def jars(d, weights):
    return f"{len(weights)} {d}\n{' '.join(map(str, weights))}\n"


def drawn(n, d, low, high):
    return jars(d, [random.randint(low, high) for _ in range(n)])


random.seed(112)
case("01-one-jar", jars(5, [3]))
case("02-two-jars", jars(0, [4, 4]))
case("03-just-too-far", jars(3, [10, 6]))
case("04-just-near-enough", jars(4, [6, 10]))
case("05-chain", jars(2, [1, 3, 5, 7]))
case("06-closest-pair-is-a-trap", jars(4, [1, 4, 6, 9]))
case("07-many-traps", jars(10, [40 * block + x for block in range(300) for x in (1, 11, 12, 22)]))
case("08-extremes", jars(TOP, [1, TOP, 1, TOP, 500]))
case("09-equal-odd", jars(0, [7] * 999))
case("10-nothing-fits", jars(9, [10 * i for i in range(1, 1000)]))
case("11-unsorted", drawn(3000, 50, 1, 10**5))
case("12-different-lengths", drawn(2000, 3, 1, 2500))
case("13-exact", drawn(3000, 0, 1, 2000))
case("14-large-spread", drawn(100_000, 5000, 1, TOP))
case("15-large-dense", drawn(100_000, 1, 1, 150_000))
