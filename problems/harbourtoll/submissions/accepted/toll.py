n, p, q = map(int, input().split())
total = 0
for _ in range(n):
    oars, amphorae = map(int, input().split())
    total += oars * p + amphorae * q
print(total)
