"""Writes data/secret; the same files every time."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "gates.py"


def case(name, text):
    """Writes one test case, with the answer of the reference solution."""
    path = PACKAGE / "data" / "secret" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text)
    answer = subprocess.run(
        [sys.executable, REFERENCE], input=text, capture_output=True, text=True, check=True
    )
    path.with_suffix(".ans").write_text(answer.stdout)


def labyrinth(k, rows):
    return f"{len(rows)} {len(rows[0])} {k}\n" + "".join("".join(row) + "\n" for row in rows)


def scattered(h, w, rock, gates):
    rows = [[random.choices(".#o", (1 - rock - gates, rock, gates))[0] for _ in range(w)] for _ in range(h)]
    rows[0][0], rows[-1][-1] = "S", "E"
    return rows


def serpentine(h, w, gates):
    """One long corridor; a gate in every `gates`-th chamber of a row."""
    rows = [list("." * w) for _ in range(h)]
    for y in range(1, h, 2):
        rows[y] = list("#" * w)
        rows[y][-1 if y % 4 == 1 else 0] = "."
    for y in range(0, h, 2):
        for x in range(gates, w - 1, gates):
            rows[y][x] = "o"
    rows[0][0] = "S"
    rows[h - 1][0 if (h - 1) % 4 == 2 else w - 1] = "E"
    return rows


random.seed(106)
case("01-next-door", labyrinth(1, ["SE"]))
case("02-next-door-south", labyrinth(4, ["S", "E"]))
case("03-rock-between", labyrinth(2, ["S#E"]))
case("04-gate-in-step", labyrinth(2, ["S.o.E"]))
case("05-gate-out-of-step", labyrinth(2, ["S..o.E"]))
case("06-odd-period", labyrinth(3, ["So.E", "...#"]))
case("07-gate-to-gate", labyrinth(2, ["S.oo.E"]))
case("08-gate-to-gate-open", labyrinth(1, ["S.oo.E"]))
case("09-swing-once", labyrinth(3, ["S.oE"]))
case("10-swing-four", labyrinth(4, ["S.o.o.E", "#.#####"]))
case("11-parity-never", labyrinth(4, ["S..o.E"]))
case("12-only-gates", labyrinth(1, ["S" + "o" * 118 + "E"]))
for number, (h, w, k, rock, gates) in enumerate(
    [(5, 7, 3, 0.2, 0.3), (9, 9, 3, 0.1, 0.25), (20, 30, 2, 0.2, 0.1), (40, 40, 3, 0.2, 0.1), (35, 30, 4, 0.25, 0.1)], 13
):
    case(f"{number}-scattered", labyrinth(k, scattered(h, w, rock, gates)))
case("18-large-open", labyrinth(4, scattered(120, 120, 0, 0)))
case("19-large-scattered", labyrinth(3, scattered(120, 120, 0.3, 0.1)))
case("20-large-gates", labyrinth(3, scattered(119, 120, 0.02, 0.4)))
case("21-large-serpentine", labyrinth(3, serpentine(119, 120, 7)))
case("22-large-serpentine-even", labyrinth(4, serpentine(119, 119, 4)))
case("23-large-closed", labyrinth(4, [row if y != 60 else ["o"] * 59 + ["#"] * 61 for y, row in enumerate(scattered(120, 120, 0.1, 0.0))]))
