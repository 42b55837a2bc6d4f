# Climbs anew from every morning.
n = int(input())
heights = list(map(int, input().split()))
best, best_start = 0, 0
for start in range(n):
    end = start + 1
    while end < n and heights[end] > heights[end - 1]:
        end += 1
    if end - start > best:
        best, best_start = end - start, start
print(best, best_start + 1)
