# Tells of the latest of the longest rises.
n = int(input())
heights = list(map(int, input().split()))
best, best_start, start = 1, 0, 0
for i in range(1, n):
    if heights[i] <= heights[i - 1]:
        start = i
    if i - start + 1 >= best:
        best, best_start = i - start + 1, start
print(best, best_start + 1)
