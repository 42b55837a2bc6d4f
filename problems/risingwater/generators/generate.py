"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "rise.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def wall(heights):
    return f"{len(heights)}\n{' '.join(map(str, heights))}\n"


def random_wall(n, low, high):
    return wall([random.randint(low, high) for _ in range(n)])


TOP = 10**9
random.seed(102)
case("01-single", wall([0]))
case("02-pair-up", wall([-1, 1]))
case("03-pair-level", wall([5, 5]))
case("04-pair-down", wall([1, -1]))
case("05-extremes", wall([-TOP, TOP, -TOP, 0, TOP]))
case("06-tie", wall([1, 2, 3, 1, 2, 3, 1, 2, 3]))
case("07-longest-is-last", wall([4, 5, 1, 2, 3]))
case("08-longest-is-first", wall([1, 2, 3, 2, 3]))
case("09-level", wall([7] * 1000))
case("10-few-values", random_wall(5000, 0, 3))
case("11-falling", wall(list(range(3000, 0, -1))))
case("12-random", random_wall(10_000, -TOP, TOP))
case("13-large-level-steps", wall([i // 2 for i in range(100_000)]))
case("14-large-teeth", wall([i % 447 for i in range(200_000)]))
case("15-large-rising", wall([5 * i - 300_000 for i in range(200_000)]))
case("16-large-rising-late", wall([200_000 - i for i in range(60_000)] + list(range(140_000))))
