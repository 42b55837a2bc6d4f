"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "toll.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def ships(p, q, pairs):
    return f"{len(pairs)} {p} {q}\n" + "".join(f"{oars} {amphorae}\n" for oars, amphorae in pairs)


random.seed(101)
case("01-empty-ship", ships(7, 9, [(0, 0)]))
case("02-one-oar", ships(7, 9, [(1, 0)]))
case("03-one-amphora", ships(7, 9, [(0, 1)]))
case("04-free-harbour", ships(0, 0, [(1000, 1000), (5, 5)]))
case("05-hundred", ships(12, 31, [(random.randint(0, 60), random.randint(0, 500)) for _ in range(100)]))
case("06-hundred-and-one", ships(12, 31, [(random.randint(0, 60), random.randint(0, 500)) for _ in range(101)]))
case("07-just-over-31-bits", ships(1, 1, [(1000, 10**9), (1000, 10**9), (0, 147_481_648)]))
case("08-just-over-32-bits", ships(3, 4, [(1, 10**9), (0, 73_741_824)]))
case("09-thousand", ships(999_983, 1, [(random.randint(0, 1000), random.randint(0, 10**6)) for _ in range(1000)]))
case("10-largest", ships(999_999, 10**6, [(1000, 10**9)] * 999 + [(999, 999_999_999)]))
