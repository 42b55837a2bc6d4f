"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "shelf.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def day(n, requests):
    return f"{n} {len(requests)}\n" + "".join(f"{word} {number}\n" for word, number in requests)


def drawn(n, q, puts, place=lambda left: random.randint(1, left)):
    """Random requests; `puts` is how likely a jar comes back, `place` chooses k."""
    tree = [i & -i for i in range(n + 1)]
    gone, requests = [], []
    for _ in range(q):
        if gone and (len(gone) == n or random.random() < puts):
            i = random.randrange(len(gone))
            gone[i], gone[-1] = gone[-1], gone[i]
            jar, change = gone.pop(), 1
            requests.append(("put", jar))
        else:
            k = place(n - len(gone))
            requests.append(("take", k))
            jar, change = 0, -1
            for bit in reversed(range(n.bit_length())):
                if jar + (1 << bit) <= n and tree[jar + (1 << bit)] < k:
                    jar += 1 << bit
                    k -= tree[jar]
            jar += 1
            gone.append(jar)
        while jar <= n:
            tree[jar] += change
            jar += jar & -jar
    return day(n, requests)


random.seed(111)
case("01-one-jar", day(1, [("take", 1)]))
case("02-one-jar-to-and-fro", day(1, [("take", 1), ("put", 1)] * 50 + [("take", 1)]))
case("03-all-from-the-left", day(20, [("take", 1)] * 20))
case("04-all-from-the-right", day(20, [("take", 20 - i) for i in range(20)]))
case("05-empty-and-full-again", day(9, [("take", 1)] * 9 + [("put", 10 - i) for i in range(1, 10)] + [("take", 5)]))
case("06-power-of-two", drawn(64, 300, 0.45))
case("07-before-a-power-of-two", drawn(63, 300, 0.45))
case("08-after-a-power-of-two", drawn(65, 300, 0.45))
case("09-mixed", drawn(1000, 2500, 0.48))
case("10-mostly-put", drawn(2000, 3000, 0.9))
case("11-only-take", drawn(3000, 3000, 0))
case("12-long-shelf", drawn(100_000, 2000, 0.3, lambda left: random.randint(1, 3)))
case("13-large-first-jars", drawn(1_000_000, 60_000, 0.3, lambda left: random.randint(1, 999)))
case("14-large-last-jar", drawn(1_000_000, 60_000, 0.45, lambda left: left))
case("15-large-anywhere", drawn(1_000_000, 60_000, 0.45))
