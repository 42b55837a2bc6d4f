"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "borders.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def seal(name, first, k=None, second=None):
    case(name, f"{first}\n{first[k:] + first[:k] if second is None else second}\n")


def signs(n, letters):
    return "".join(random.choice(letters) for _ in range(n))


random.seed(109)
ALL = "abcdefghijklmnopqrstuvwxyz"
seal("01-one-sign", "a", 0)
seal("02-other-sign", "a", second="b")
seal("03-two-signs", "ab", 1)
seal("04-unturned", "minotaur", 0)
seal("05-last-turn", "minotaur", 7)
seal("06-same-letters", "abcabd", second="abdcba")
seal("07-mirror", "labyrinth", second="htnirybal")
seal("08-all-equal", "z" * 1000, 500)
seal("09-period", "abcab" * 300, 903)
seal("10-period-broken", "abcab" * 300 + "a", 904)
seal("11-random", signs(5000, ALL), 4321)
seal("12-random-two-letters", signs(5000, "ab"), 77)
seal("13-one-sign-differs", "ab" * 1000, second="ab" * 999 + "aa")
seal("14-large-random", signs(60_000, ALL), 23_456)
seal("15-large-late", "a" * 199_999 + "b", 199_999)
seal("16-large-two-stones", "a" * 100_000 + "b" + "a" * 99_998 + "b", second="a" * 99_999 + "b" + "a" * 99_999 + "b")
seal("17-large-period", "abaab" * 40_000, 101_003)
fibonacci = ["a", "ab"]
while len(fibonacci[-1]) + len(fibonacci[-2]) <= 200_000:
    fibonacci.append(fibonacci[-1] + fibonacci[-2])
seal("18-large-fibonacci", fibonacci[-1], 75_024)
