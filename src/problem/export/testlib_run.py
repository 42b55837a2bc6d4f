#!/usr/bin/env python3
"""Calls a checker of testlib, and an interactor where there is one, as an output validator."""

import os
import re
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
data, answer, feedback, points = sys.argv[1:5]
more = sys.argv[5:]
output = os.path.join(feedback, ".output")


def write(name, text):
    with open(os.path.join(feedback, name), "w") as file:
        file.write(text)


def end(accepted, message, share=1.0):
    os.path.exists(output) and os.remove(output)
    write("judgemessage.txt", message)
    if accepted and share < 1.0:
        write("score_multiplier.txt", str(share))
    sys.exit(42 if accepted else 43)


def ask(program, *args, **streams):
    """The program's exit code and what it said."""
    command = [os.path.join(here, program), *args]
    done = subprocess.run(command, stderr=subprocess.PIPE, **streams)
    message = done.stderr.decode(errors="replace").strip()
    code = done.returncode
    if code in (1, 2, 4, 8):
        end(False, message)
    if code not in (0, 7) and not 9 <= code <= 200:
        sys.exit(f"{program} ended with {code}: {message}")
    return code, message


if os.path.exists(os.path.join(here, "interactor")):
    ask("interactor", data, output, answer)
else:
    with open(output, "wb") as file:
        file.write(sys.stdin.buffer.read())
code, message = ask("checker", data, output, answer, *more, stdout=subprocess.DEVNULL)
share = 1.0
if code == 7 and points != "whole" and float(points) > 0:
    found = re.match(r"\s*(?:points\s+)?([0-9.eE+-]+)", message)
    if found:
        share = min(1.0, float(found[1]) / float(points))
elif code >= 9:
    share = code / 200
if points == "whole" and share < 1.0:
    end(False, message)
end(True, message, share)
