# Remembers all answers, but may keep the same two ends of the path for ever.
from functools import lru_cache


@lru_cache(maxsize=None)
def height(milestone):
    print("?", milestone, flush=True)
    return int(input())


low, high = 1, int(input())
while low < high:
    middle = (low + high) // 2
    if height(middle) < height(middle + 1):
        low = middle
    else:
        high = middle
print("!", low, flush=True)
