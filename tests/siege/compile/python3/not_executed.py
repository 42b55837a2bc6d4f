# why: checking the syntax must not run the program
# verdict: AC
# stdout: nothing
import os

print("planted" if os.path.exists("/box/planted") else "nothing")
try:
    open("/box/planted", "w").close()
except OSError:
    pass
