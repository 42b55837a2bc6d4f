"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "leapers.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def offers(r, rows):
    return f"{len(rows)} {r}\n" + "".join(f"{begin} {end} {pay}\n" for begin, end, pay in rows)


def mixed(n, days, longest, highest):
    rows = []
    for _ in range(n):
        begin = random.randint(1, days)
        rows.append((begin, min(days, begin + random.randint(0, longest)), random.randint(1, highest)))
    return rows


TOP = 10**9
random.seed(107)

case("1small/01-single", offers(TOP, [(1, TOP, TOP)]))
case("1small/02-same-day", offers(0, [(5, 5, 1), (5, 5, 2), (5, 5, 2)]))
case("1small/03-no-rest", offers(0, [(1, 1, 5), (2, 2, 5), (3, 3, 5)]))
case("1small/04-rest-of-one", offers(1, [(1, 1, 5), (2, 2, 9), (3, 3, 5), (4, 4, 1)]))
case("1small/05-exactly-enough-rest", offers(7, [(1, 2, 10), (10, 12, 10), (11, 11, 15), (20, 30, 4)]))
case("1small/06-one-long", offers(0, [(1, 100, 50)] + [(1 + 9 * i, 8 + 9 * i, 6) for i in range(9)]))
case("1small/07-long-rest", offers(TOP, [(1, 2, 10), (TOP, TOP, 10), (500, 600, 11)]))
case("1small/08-large-pay", offers(3, mixed(16, TOP, 1000, TOP)))
for number in range(9, 15):
    case(f"1small/{number:02}-mixed", offers(random.randint(0, 4), mixed(16, 40, 6, 9)))

case("2count/01-single", offers(0, [(3, 4, 1)]))
case("2count/02-touching", offers(0, [(1, 4, 1), (4, 6, 1), (5, 7, 1), (8, 8, 1), (7, 8, 1)]))
case("2count/03-nested", offers(0, [(500 - i, 500 + i, 1) for i in range(16)]))
case("2count/04-mixed", offers(0, mixed(1500, TOP, 900_000, 1)))

case("3medium/01-mixed", offers(10, mixed(1000, 5000, 100, 50)))
case("3medium/02-large-pay", offers(10**6, mixed(1000, TOP, 10**6, TOP)))
case("3medium/03-every-other-day", offers(1, [(day, day, random.randint(1, TOP)) for day in range(1, 1001)]))

case("4large/01-sorted-days", offers(1, [(day, day, TOP - day % 10) for day in range(1, 100_001)]))
case("4large/02-mixed", offers(1000, mixed(30_000, TOP, 10**5, TOP)))
case("4large/03-crowded", offers(3, mixed(100_000, 3000, 40, 1000)))
