# Throws away a third at a time, which takes too many questions on long paths.
import sys


def height(milestone):
    print("?", milestone, flush=True)
    reply = sys.stdin.readline()
    if not reply:
        sys.exit()  # The shepherd has gone home.
    return int(reply)


low, high = 1, int(input())
for _ in range(35):
    if low == high:
        break
    third = (high - low) // 3
    one, other = low + third, high - third
    if one == other or height(one) < height(other):
        low = one + 1 if one < other else one
    else:
        high = other if one == other else other - 1
    if high - low <= 1:
        break
if low < high:
    low = low if height(low) > height(high) else high
print("!", low, flush=True)
