#!/usr/bin/env python3
import re
import sys

most = int(sys.argv[2]) if sys.argv[1:] else 10
text = sys.stdin.read()
if not re.fullmatch(r"(0|[1-9]\d*)\n", text) or int(text) > most:
    sys.exit("no number up to %d" % most)
sys.exit(42)
