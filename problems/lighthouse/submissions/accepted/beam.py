from math import hypot, sqrt

# A point at t of the way from p to q is lit when a t^2 + 2 b t + c <= 0; whether the line
# meets the circle at all is decided in integers.
n, r = map(int, input().split())
points = [tuple(map(int, input().split())) for _ in range(n)]
lit = 0.0
for (px, py), (qx, qy) in zip(points, points[1:]):
    dx, dy = qx - px, qy - py
    a = dx * dx + dy * dy
    b = px * dx + py * dy
    c = px * px + py * py - r * r
    discriminant = b * b - a * c
    if a == 0 or discriminant <= 0:
        continue
    root = sqrt(discriminant)
    enter = max(0.0, (-b - root) / a)
    leave = min(1.0, (-b + root) / a)
    if enter < leave:
        lit += (leave - enter) * hypot(dx, dy)
print(f"{lit:.9f}")
