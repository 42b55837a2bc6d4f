import sys
from shift import STEP

sign = {"plus": 1, "minus": -1}[sys.argv[1]]
with open("shift.txt") as file:
    print(int(input()) + sign * STEP * int(file.read()))
