# Tries every stowage, and prints the best one if it ever comes to an end.
from itertools import product

n, k = map(int, input().split())
weights = list(map(int, input().split()))
best = None
for stowage in product(range(k), repeat=n):
    loads = [0] * k
    for ship, weight in zip(stowage, weights):
        loads[ship] += weight
    if best is None or max(loads) < best[0]:
        best = max(loads), stowage
print(*(ship + 1 for ship in best[1]))
