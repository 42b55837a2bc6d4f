"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "calendars.py"


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


def questions(rows):
    return f"{len(rows)}\n" + "".join(f"{p} {a} {q} {b}\n" for p, a, q, b in rows)


def drawn(p, q, meet=True):
    """Day numbers for two cycles; with `meet` such that there is a feast."""
    if not meet:
        return p, random.randrange(p), q, random.randrange(q)
    days = random.randrange(p * q)
    return p, -days % p, q, -days % q


def related(high):
    """Two cycles with a common divisor, of at most `high` days."""
    g = random.choice((2, 3, 4, 6, 10, 60, 360, 1001, 30030))
    return g * random.randint(1, high // g), g * random.randint(1, high // g)


random.seed(108)
case("01-days-of-one", questions([(1, 0, 1, 0)]))
case("02-one-and-many", questions([(1, 0, TOP, 7), (TOP, 7, 1, 0), (1, 0, TOP, 0)]))
case("03-same-cycle", questions([(10, 3, 10, 3), (10, 3, 10, 4), (TOP, 1, TOP, 1), (TOP, 0, TOP, 0)]))
case("04-divides", questions([(4, 1, 12, 5), (12, 5, 4, 1), (4, 1, 12, 6)]))
case("05-today", questions([(p, 0, q, 0) for p, q in [(2, 3), (6, 9), (TOP, TOP - 1)]]))
case("06-yesterday", questions([(2, 1, 3, 1), (6, 1, 9, 1)]))
case("07-tomorrow", questions([(2, 1, 3, 2), (6, 5, 9, 8), (1000, 999, 875, 874)]))
case("08-all-small", questions([(p, a, q, b) for p in range(1, 7) for q in range(1, 7) for a in range(p) for b in range(q)]))
case("09-small", questions([drawn(random.randint(1, 50), random.randint(1, 50), False) for _ in range(1000)]))
case("10-related", questions([drawn(*related(500_000)) for _ in range(30)]))
case("11-coprime-large", questions([drawn(999_999_937, 999_999_929), (TOP, 1, TOP - 1, 1), (TOP, TOP - 1, TOP - 1, 0)]))
case("12-large", questions([drawn(random.randint(TOP // 2, TOP), random.randint(TOP // 2, TOP), i % 2 == 0) for i in range(1000)]))
case("13-large-related", questions([drawn(*related(TOP), i % 5 > 0) for i in range(1000)]))
