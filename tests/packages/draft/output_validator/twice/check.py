import os
import sys

wanted, got = open(sys.argv[1]).read().split()[-1], sys.stdin.read().split()
if got != [wanted]:
    sys.exit(43)
state = sys.argv[3] + "first"
if not os.path.exists(state):
    open(state, "w").write(wanted)
    open(sys.argv[3] + "nextpass.in", "w").write("again " + wanted + "\n")
sys.exit(42)
