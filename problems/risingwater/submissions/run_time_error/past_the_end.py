# Looks one morning too far when the water rises until the end.
n = int(input())
heights = list(map(int, input().split()))
best, best_start, start = 0, 0, 0
while start < n:
    end = start + 1
    while heights[end] > heights[end - 1]:
        end += 1
    if end - start > best:
        best, best_start = end - start, start
    start = end
print(best, best_start + 1)
