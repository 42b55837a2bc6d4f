# Fills one ship after the other up to the average, and leaves behind what is left over.
n, k = map(int, input().split())
weights = list(map(int, input().split()))
share = sum(weights) // k
ship, load, stowage = 1, 0, []
for weight in weights:
    if load + weight > share and load:
        ship, load = ship + 1, 0
    if ship > k:
        break
    load += weight
    stowage.append(ship)
print(*stowage)
