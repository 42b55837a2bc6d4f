"""validate.py input answer feedback_dir/ < guards

Exit code 42: every floor tile is watched, and the share of the points is written to
score_multiplier.txt; 43: one is not, or the guards are none.
"""
import re
import sys
from pathlib import Path

input_, answer, feedback = map(Path, sys.argv[1:4])
# No palace has more tiles, and no tile more characters.
MOST = 60 * 60 * 6 + 10


def wrong(message):
    (feedback / "judgemessage.txt").write_text(message + "\n")
    (feedback / "teammessage.txt").write_text(message + "\n")
    sys.exit(43)


def unseen(plan, text):
    """The number of guards, and a floor tile that nobody watches; raises ValueError for guards
    that can't be."""
    words = text.split()
    if not words:
        raise ValueError("there is no answer")
    if not all(re.fullmatch(rb"\d{1,4}", word) for word in words):
        raise ValueError("there are other things than small numbers in it")
    count, *places = map(int, words)
    if len(places) != 2 * count:
        raise ValueError(f"{len(places)} numbers where {2 * count} should say where the guards are")
    seen = set()
    for row, column in zip(places[::2], places[1::2]):
        at = row - 1, column - 1
        if plan.get(at) != ".":
            raise ValueError(f"there is no floor at row {row}, column {column}")
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            y, x = at
            while plan.get((y, x)) == ".":
                seen.add((y, x))
                y, x = y + down, x + right
    floor = (at for at, tile in plan.items() if tile == ".")
    return count, next((at for at in floor if at not in seen), None)


rows = input_.read_text().splitlines()[1:]
plan = {(y, x): tile for y, row in enumerate(rows) for x, tile in enumerate(row)}
best, _ = unseen(plan, answer.read_bytes())
try:
    count, tile = unseen(plan, sys.stdin.buffer.read(MOST))
except ValueError as error:
    wrong(str(error))
if tile:
    wrong(f"nobody watches row {tile[0] + 1}, column {tile[1] + 1}")
share = min(1.0, (best / count) ** 2)
(feedback / "score_multiplier.txt").write_text(f"{share:.9f}\n")
message = f"{count} guards; the captain has {best}\n"
(feedback / "judgemessage.txt").write_text(message)
(feedback / "teammessage.txt").write_text(message)
sys.exit(42)
