# Rests one day more than needed.
import sys
from bisect import bisect_left

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, r = numbers[:2]
offers = sorted(zip(numbers[3::3], numbers[2::3], numbers[4::3]))
ends = [end for end, _, _ in offers]
best = [0]
for i, (end, begin, pay) in enumerate(offers):
    best.append(max(best[i], best[bisect_left(ends, begin - r - 1, 0, i)] + pay))
print(best[n])
