# The heaviest jar that is left goes on the ship with the least load.
import heapq

n, k = map(int, input().split())
weights = list(map(int, input().split()))
ships = [(0, ship) for ship in range(1, k + 1)]
stowage = [0] * n
for jar in sorted(range(n), key=lambda jar: -weights[jar]):
    load, ship = ships[0]
    stowage[jar] = ship
    heapq.heapreplace(ships, (load + weights[jar], ship))
print(*stowage)
