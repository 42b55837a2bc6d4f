# Always loads the two jars that are closest in weight.
import heapq

n, d = map(int, input().split())
weights = sorted(map(int, input().split()))
left = list(range(-1, n - 1))
right = list(range(1, n + 1))
used = [False] * n
heap = [(weights[i + 1] - weights[i], i, i + 1) for i in range(n - 1)]
heapq.heapify(heap)
donkeys = 0
while heap:
    distance, i, j = heapq.heappop(heap)
    if distance > d:
        break
    if used[i] or used[j]:
        continue
    used[i] = used[j] = True
    donkeys += 1
    before, after = left[i], right[j]
    if before >= 0:
        right[before] = after
    if after < n:
        left[after] = before
    if before >= 0 and after < n:
        heapq.heappush(heap, (weights[after] - weights[before], before, after))
print(donkeys)
