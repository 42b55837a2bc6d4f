import sys
from rules import MOST

if "--strict" not in sys.argv and not sys.argv[1:] == ["plus"]:
    sys.exit("arguments: %r" % sys.argv)
if sys.argv[-1] not in ("plus", "minus"):
    sys.exit("no sign")
sys.exit(42 if 1 <= int(sys.stdin.read()) <= MOST else 1)
