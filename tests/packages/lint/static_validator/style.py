import os
import sys

language, entry_point, feedback = sys.argv[1:4]
rule = sys.argv[4]
if language not in ("cpp", "python3") or not os.path.isfile(entry_point):
    sys.exit("not called as it should be")
sources = [name for name in os.listdir() if name.endswith((".py", ".cpp"))]
text = "".join(open(name).read() for name in sources)


def say(name, words):
    with open(feedback + name, "w") as file:
        file.write(words)


if rule == "eval" and "eval" in text:
    say("teammessage.txt", "eval is not allowed")
    say("judgemessage.txt", f"eval in {entry_point}")
    sys.exit(43)
if rule == "length" and len(text) > 80:
    say("score_multiplier.txt", "0.5")
if rule == "comments" and "#" not in text and "//" not in text:
    sys.exit(43)
sys.exit(42)
