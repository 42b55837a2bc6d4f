# Pairs neighbours without sorting.
n, d = map(int, input().split())
weights = list(map(int, input().split()))
donkeys = i = 0
while i + 1 < n:
    if abs(weights[i + 1] - weights[i]) <= d:
        donkeys += 1
        i += 2
    else:
        i += 1
print(donkeys)
