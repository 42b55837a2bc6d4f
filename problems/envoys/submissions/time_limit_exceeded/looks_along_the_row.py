# For each seat, searches the whole row for the envoys who sit already.
n, d = map(int, input().split())
half = n // 2
if n > 1 and d > half:
    print("impossible")
else:
    seats = []
    for i in range(1, n + 1):
        free = (rank for rank in range((i + 1) // 2, n + 1) if rank not in seats)
        seats.append(next(rank for rank in free if (rank > half) == (i % 2 == 1) or i == n))
    print(*seats)
