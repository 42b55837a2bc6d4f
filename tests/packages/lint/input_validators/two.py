import re
import sys

text = sys.stdin.read()
if not re.fullmatch(r"(0|[1-9]\d?|100) (0|[1-9]\d?|100)\n", text):
    sys.exit(1)
sys.exit(42)
