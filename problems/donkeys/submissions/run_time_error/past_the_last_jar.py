# Looks for a partner of the last jar.
n, d = map(int, input().split())
weights = sorted(map(int, input().split()))
donkeys = i = 0
while i < n:
    if weights[i + 1] - weights[i] <= d:
        donkeys += 1
        i += 2
    else:
        i += 1
print(donkeys)
