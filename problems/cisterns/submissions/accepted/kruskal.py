# A cistern is a pipe to village 0, where all the water comes from.
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, m = numbers[:2]
pipes = [(cost, 0, village) for village, cost in enumerate(numbers[2 : 2 + n], 1)]
pipes += zip(numbers[n + 4 :: 3], numbers[n + 2 :: 3], numbers[n + 3 :: 3])
pipes.sort()
parent = list(range(n + 1))
total = 0
missing = n
for cost, u, v in pipes:
    while parent[u] != u:
        parent[u] = u = parent[parent[u]]
    while parent[v] != v:
        parent[v] = v = parent[parent[v]]
    if u != v:
        parent[v] = u
        total += cost
        missing -= 1
        if not missing:
            break
print(total)
