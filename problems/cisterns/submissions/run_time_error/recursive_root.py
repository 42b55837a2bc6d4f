# Finds roots by recursion and never shortens the way: too deep for long chains.
import sys

sys.setrecursionlimit(1000)
numbers = list(map(int, sys.stdin.buffer.read().split()))
n, m = numbers[:2]
pipes = [(cost, village, 0) for village, cost in enumerate(numbers[2 : 2 + n], 1)]
pipes += zip(numbers[n + 4 :: 3], numbers[n + 2 :: 3], numbers[n + 3 :: 3])
pipes.sort()
parent = list(range(n + 1))


def root(village):
    return village if parent[village] == village else root(parent[village])


total = 0
for cost, u, v in pipes:
    u, v = root(u), root(v)
    if u != v:
        parent[u] = v
        total += cost
print(total)
