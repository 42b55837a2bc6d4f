import re
import sys
from rules import MOST

if "--strict" not in sys.argv and not sys.argv[1:] == ["plus"]:
    sys.exit("arguments: %r" % sys.argv)
if sys.argv[-1] not in ("plus", "minus"):
    sys.exit("no sign")
text = sys.stdin.read()
if not re.fullmatch(r"[1-9]\d*\n", text):
    sys.exit("not one number")
sys.exit(42 if int(text) <= MOST else 1)
