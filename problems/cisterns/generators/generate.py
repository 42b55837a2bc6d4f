"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "kruskal.py"


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


def plain(cisterns, pipes):
    rows = [f"{len(cisterns)} {len(pipes)}", " ".join(map(str, cisterns))]
    rows += [f"{u} {v} {cost}" for u, v, cost in pipes]
    return "\n".join(rows) + "\n"


def drawn(n, m, dig, lay):
    """Random offers; `dig` and `lay` are the bounds of the costs."""
    pipes = []
    for _ in range(m):
        u, v = random.sample(range(1, n + 1), 2)
        pipes.append((u, v, random.randint(*lay)))
    return plain([random.randint(*dig) for _ in range(n)], pipes)


random.seed(110)
case("01-one-village", plain([5], []))
case("02-free-cisterns", plain([0, 0, 0], [(1, 2, 0), (2, 3, 1)]))
case("03-pipe-or-cistern", plain([5, 5], [(1, 2, 5)]))
case("04-two-cisterns", plain([1, 9, 1], [(1, 2, 3), (2, 3, 3)]))
case("05-ring-of-cheap-pipes", plain([10, 10, 10], [(1, 2, 1), (2, 3, 1), (3, 1, 1)]))
case("06-many-offers-for-two", plain([8, 9], [(1, 2, 7), (2, 1, 4), (1, 2, 4), (2, 1, 9)]))
case("07-no-pipes", plain([TOP] * 100, []))
case("08-complete", plain([random.randint(50, 90) for _ in range(30)], [(u, v, random.randint(1, 99)) for u in range(1, 31) for v in range(1, u)]))
case("09-small", drawn(10, 15, (0, 20), (0, 20)))
case("10-scattered", drawn(2000, 900, (1, TOP), (1, TOP)))
case("11-dear-pipes", drawn(1500, 3000, (1, 1000), (900, 5000)))
case("12-dear-cisterns", drawn(1500, 3000, (10**6, TOP), (1, 10**6)))
case("13-equal-costs", drawn(1000, 5000, (7, 7), (7, 7)))
case("14-star", plain([TOP] * 3000, [(1, v, v) for v in range(3000, 1, -1)]))
case("15-large-chain", plain([TOP] * 49_999 + [TOP - 1], [(v, v + 1, v) for v in range(1, 50_000)]))
case("16-large-dear", plain([TOP] * 50_000, []))
case("17-large-random", drawn(50_000, 100_000, (1, TOP), (1, TOP)))
