"""validate.py input answer feedback_dir/ < output

The answer file says which bead each cord loses: a number, of which the remainder by the
cord's length is its place. In the first pass the cords are checked and go on without that
bead, and the numbers that were sent are kept in the feedback directory; in the second what was
read is compared with them.

Exit code 42: right so far, 43: wrong.
"""
import re
import sys
from pathlib import Path

input_, answer, feedback = map(Path, sys.argv[1:4])
sent = feedback / "sent.txt"


def wrong(message):
    (feedback / "judgemessage.txt").write_text(message + "\n")
    sys.exit(43)


def lines(count):
    """The words of the output, which has one on each line."""
    words = sys.stdin.buffer.read(10**6).decode("ascii", "replace").split()
    if len(words) != count:
        wrong(f"{len(words)} words where {count} are wanted")
    return words


if not sent.exists():
    numbers = input_.read_text().split()[2:]
    losses = [int(word) for word in answer.read_text().split()]
    cords = lines(len(numbers))
    for place, cord in enumerate(cords, 1):
        if not re.fullmatch("[bw]{1,25}", cord):
            wrong(f"cord {place} is no cord: {cord[:40]}")
    left = []
    for cord, loss in zip(cords, losses, strict=True):
        at = loss % len(cord)
        left.append(cord[:at] + cord[at + 1 :])
    sent.write_text("\n".join(numbers) + "\n")
    (feedback / "nextpass.in").write_text("\n".join(["receive", str(len(left)), *left]) + "\n")
    sys.exit(42)

numbers = sent.read_text().split()
for place, (read, number) in enumerate(zip(lines(len(numbers)), numbers), 1):
    if not re.fullmatch(r"\d{1,10}", read) or int(read) != int(number):
        wrong(f"cord {place}: {number} was sent, {read[:20]} was read")
(feedback / "judgemessage.txt").write_text(f"{len(numbers)} numbers arrived\n")
sys.exit(42)
