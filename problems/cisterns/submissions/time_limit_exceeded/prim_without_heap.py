# Looks at all dry villages to find the cheapest one to water.
n, m = map(int, input().split())
offer = dict(enumerate(map(int, input().split()), 1))
pipes = [[] for _ in range(n + 1)]
for _ in range(m):
    u, v, cost = map(int, input().split())
    pipes[u].append((v, cost))
    pipes[v].append((u, cost))
total = 0
while offer:
    village = min(offer, key=offer.get)
    total += offer.pop(village)
    for other, cost in pipes[village]:
        if cost < offer.get(other, -1):
            offer[other] = cost
print(total)
