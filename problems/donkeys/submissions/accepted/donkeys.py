# If the lightest jar can go with any other, it can go with the next lightest one.
n, d = map(int, input().split())
weights = sorted(map(int, input().split()))
donkeys = i = 0
while i + 1 < n:
    if weights[i + 1] - weights[i] <= d:
        donkeys += 1
        i += 2
    else:
        i += 1
print(donkeys)
