"""validate.py input answer feedback_dir/ [scored] < output

Exit code 42: the stowage is valid, and with `scored` the share of the points is written
to score_multiplier.txt; 43: it is not valid.
"""
import re
import sys
from pathlib import Path

input_, answer, feedback = map(Path, sys.argv[1:4])


def finish(code, message):
    (feedback / "judgemessage.txt").write_text(message + "\n")
    sys.exit(code)


def heaviest(words):
    """The load of the most heavily laden ship; raises ValueError for an invalid stowage."""
    if len(words) != len(weights):
        raise ValueError(f"{len(words)} words for {len(weights)} jars")
    loads = [0] * (ships + 1)
    for jar, (word, weight) in enumerate(zip(words, weights), 1):
        if not re.fullmatch(rb"[0-9]{1,3}", word) or not 1 <= int(word) <= ships:
            raise ValueError(f"jar {jar} goes on no ship")
        loads[int(word)] += weight
    return max(loads)


first, second = input_.read_text().splitlines()
ships = int(first.split()[1])
weights = [int(word) for word in second.split()]
best = heaviest(answer.read_bytes().split())
try:
    load = heaviest(sys.stdin.buffer.read().split())
except ValueError as error:
    finish(43, str(error))
if "scored" in sys.argv[4:]:
    share = max(0.0, min(1.0, 1 - 10 * (load - best) / best))
    (feedback / "score_multiplier.txt").write_text(f"{share:.9f}\n")
finish(42, f"heaviest load {load}, the harbour master's {best}")
