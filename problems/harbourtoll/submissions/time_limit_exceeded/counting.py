# Puts down the copper amphora by amphora.
n, p, q = map(int, input().split())
total = 0
for _ in range(n):
    oars, amphorae = map(int, input().split())
    for _ in range(oars):
        total += p
    for _ in range(amphorae):
        total += q
print(total)
