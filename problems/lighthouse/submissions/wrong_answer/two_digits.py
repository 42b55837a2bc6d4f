# Prints too few digits.
from math import hypot, sqrt

n, r = map(int, input().split())
points = [tuple(map(int, input().split())) for _ in range(n)]
lit = 0.0
for (px, py), (qx, qy) in zip(points, points[1:]):
    dx, dy = qx - px, qy - py
    a = dx * dx + dy * dy
    b = px * dx + py * dy
    discriminant = b * b - a * (px * px + py * py - r * r)
    if a == 0 or discriminant <= 0:
        continue
    root = sqrt(discriminant)
    enter = max(0.0, (-b - root) / a)
    leave = min(1.0, (-b + root) / a)
    lit += max(0.0, leave - enter) * hypot(dx, dy)
print(f"{lit:.2f}")
