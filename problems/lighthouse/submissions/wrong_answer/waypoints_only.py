# Counts only the legs of which both ends are in the light.
from math import dist

n, r = map(int, input().split())
points = [tuple(map(int, input().split())) for _ in range(n)]
lit = 0.0
for p, q in zip(points, points[1:]):
    if max(dist(p, (0, 0)), dist(q, (0, 0))) <= r:
        lit += dist(p, q)
print(lit)
