# Runs to the post with the least cost for each unit of the way, again and again.
n = int(input())
places = list(map(int, input().split()))
fees = list(map(int, input().split()))
i = total = 0
while i < n - 1:
    best = None
    for j in range(i + 1, min(n, i + 200)):
        way = places[j] - places[i]
        price = way * way + fees[j]
        if best is None or price * best[1] < best[0] * way:
            best = (price, way, j)
    total += best[0]
    i = best[2]
print(total)
