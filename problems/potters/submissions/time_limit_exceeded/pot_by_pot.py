# Lifts each pot out of a heap of those that are finished next.
import heapq

n, m = map(int, input().split())
heap = []
for _ in range(n):
    t, b, r = map(int, input().split())
    heap.append((t, 1, t, b, r))
heapq.heapify(heap)
for _ in range(m - 1):
    minute, made, t, b, r = heap[0]
    heapq.heapreplace(heap, (minute + t + (r if made % b == 0 else 0), made + 1, t, b, r))
print(heap[0][0])
