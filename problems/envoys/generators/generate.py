"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "halves.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


PAIRS = [
    ("single", 1, 1), ("single-far", 1, 100_000), ("pair", 2, 1), ("pair-far", 2, 2),
    ("three", 3, 1), ("three-far", 3, 2), ("four", 4, 2), ("five-far", 5, 3), ("six", 6, 3),
    ("seven", 7, 3), ("seven-far", 7, 4), ("eight-far", 8, 5), ("nine", 9, 4), ("ten", 10, 3),
    ("odd", 999, 499), ("odd-far", 999, 500), ("even", 1000, 500), ("even-far", 1000, 501),
    ("third", 3000, 1000), ("large-near", 100_000, 2), ("large-even", 100_000, 50_000),
    ("large-odd", 99_999, 49_999), ("large-impossible", 100_000, 100_000),
]

for number, (name, n, d) in enumerate(PAIRS, 1):
    case(f"{number:02}-{name}", f"{n} {d}\n")
