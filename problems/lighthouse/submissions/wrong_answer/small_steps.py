# Walks along the course in a hundred steps a leg; too coarse.
n, r = map(int, input().split())
points = [tuple(map(int, input().split())) for _ in range(n)]
lit = 0.0
for (px, py), (qx, qy) in zip(points, points[1:]):
    inside = 0
    for step in range(100):
        t = (step + 0.5) / 100
        x, y = px + (qx - px) * t, py + (qy - py) * t
        inside += x * x + y * y <= r * r
    lit += inside / 100 * ((qx - px) ** 2 + (qy - py) ** 2) ** 0.5
print(lit)
