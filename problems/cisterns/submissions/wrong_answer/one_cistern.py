# Lays the cheapest network and digs the cheapest cistern of each part of it.
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, m = numbers[:2]
cisterns = numbers[2 : 2 + n]
pipes = sorted(zip(numbers[n + 4 :: 3], numbers[n + 2 :: 3], numbers[n + 3 :: 3]))
parent = list(range(n + 1))


def root(village):
    while parent[village] != village:
        parent[village] = village = parent[parent[village]]
    return village


total = 0
for cost, u, v in pipes:
    u, v = root(u), root(v)
    if u != v:
        parent[v] = u
        total += cost
cheapest = {}
for village, cost in enumerate(cisterns, 1):
    part = root(village)
    cheapest[part] = min(cost, cheapest.get(part, cost))
print(total + sum(cheapest.values()))
