# Seats the envoys well, but doesn't know when to give up.
n, d = map(int, input().split())
half = n // 2
seats = [n] if n % 2 == 1 else []
for rank in range(half, 0, -1):
    seats += [rank, half + rank]
print(*seats)
