# Asks for the cost of the posts before by recursion, which goes too deep.
import sys
from functools import cache

sys.setrecursionlimit(1000)
n = int(input())
places = list(map(int, input().split()))
fees = list(map(int, input().split()))


@cache
def cost(j):
    if j == 0:
        return 0
    return fees[j] + min((places[j] - places[i]) ** 2 + cost(i) for i in reversed(range(j)))


print(cost(n - 1))
