"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "hull.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def road(places, fees):
    fees = [0] + list(fees)[1:-1] + [0]
    return f"{len(places)}\n{' '.join(map(str, places))}\n{' '.join(map(str, fees))}\n"


def drawn(n, length, low, high):
    places = sorted(random.sample(range(length + 1), n))
    return road(places, [random.randint(low, high) for _ in range(n)])


random.seed(114)
case("01-two-posts", road([0, 1], [0, 0]))
case("02-free-changes", road(range(0, 50, 7), [0] * 8))
case("03-dear-changes", road(range(0, 50, 7), [10**12] * 8))
case("04-one-good-post", road(range(0, 1001, 10), [50_000 if i != 50 else 3 for i in range(101)]))
case("05-equal-fees", road(range(0, 3000, 3), [1000] * 1000))
case("06-tie", road([0, 2, 4], [0, 8, 0]))
case("07-small", drawn(8, 20, 0, 60))
case("08-mixed", drawn(300, 5000, 0, 3000))
case("09-crowded", drawn(1500, 2000, 0, 10**5))
case("10-far-runs", drawn(2000, 10**6, 10**10, 10**12))
case("11-wide-fees", drawn(2000, 10**6, 0, 10**9))
case("12-whole-road", drawn(700, 10**6, 10**12, 10**12))
case("13-large-close", road(range(100_000), [random.randint(0, 10**6) for _ in range(100_000)]))
case("14-large-equal", road(range(7, 1_000_000, 10), [10**8] * 100_000))
case("15-large-random", drawn(100_000, 10**6, 10**7, 10**10))
