n, m = map(int, input().split())
potters = []
for _ in range(n):
    t, b, r = map(int, input().split())
    potters.append((t, b, t * b + r))


def enough(minutes):
    pots = 0
    for t, b, cycle in potters:
        rounds, rest = divmod(minutes, cycle)
        pots += rounds * b + min(b, rest // t)
        if pots >= m:
            return True
    return False


# The quickest potter alone bounds the time from above.
high = min((m - 1) // b * cycle + ((m - 1) % b + 1) * t for t, b, cycle in potters)
low = 0
while high - low > 1:
    middle = (low + high) // 2
    if enough(middle):
        high = middle
    else:
        low = middle
print(high)
