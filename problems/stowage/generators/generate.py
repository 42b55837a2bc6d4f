"""Writes data/secret; the same files every time.

The harbour master's stowage is known to be the best: the jars of all ships are cut from
equal loads (where the load can be cut), or small enough to try all stowages.
"""
import random
from itertools import product
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"


def write(name, k, jars):
    """Writes a test; `jars` are pairs of a weight and the ship in the best stowage."""
    path = SECRET / name
    path.parent.mkdir(parents=True, exist_ok=True)
    weights = " ".join(str(weight) for weight, _ in jars)
    path.with_suffix(".in").write_text(f"{len(jars)} {k}\n{weights}\n")
    path.with_suffix(".ans").write_text(" ".join(str(ship) for _, ship in jars) + "\n")


def few(name, k, weights):
    def heaviest(stowage):
        return max(sum(w for w, s in zip(weights, stowage) if s == ship) for ship in range(1, k + 1))

    write(name, k, list(zip(weights, min(product(range(1, k + 1), repeat=len(weights)), key=heaviest))))


def cut(name, k, load, pieces):
    """Every ship carries `load`, in about `pieces` jars of random weights."""
    jars = []
    for ship in range(1, k + 1):
        cuts = sorted({0, load} | {random.randint(1, load - 1) for _ in range(pieces - 1)})
        jars += [(high - low, ship) for low, high in zip(cuts, cuts[1:])]
    random.shuffle(jars)
    write(name, k, jars)


random.seed(115)
few("1few/01-one-jar", 1, [7])
few("1few/02-more-ships-than-jars", 3, [5, 9])
few("1few/03-heaviest-first-fails", 2, [8, 7, 6, 5, 4])
few("1few/04-three-threes", 3, [5, 5, 4, 4, 3, 3, 3])
few("1few/05-one-giant", 3, [10**9, 1, 2, 3, 4])
few("1few/06-random", 2, [random.randint(1, 10**9) for _ in range(12)])
few("1few/07-random", 3, [random.randint(1, 100) for _ in range(10)])

cut("2some/01-two-ships", 2, 10**6, 20)
cut("2some/02-pairs", 60, 10**8, 2)
cut("2some/03-threes", 50, 10**9, 3)
cut("2some/04-tens", 20, 10**9, 10)

cut("3many/01-small-jars", 10, 10**9, 300)
cut("3many/02-fives", 100, 10**9, 5)
cut("3many/03-largest", 100, 10**9, 100)
write("3many/04-equal", 7, [(10**9, jar % 7 + 1) for jar in range(9996)])
