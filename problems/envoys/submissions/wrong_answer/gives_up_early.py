# Takes distances above (n - 1) // 2 for impossible, which is wrong for even n.
n, d = map(int, input().split())
half = n // 2
if n > 1 and d > (n - 1) // 2:
    print("impossible")
else:
    seats = [n] if n % 2 == 1 else []
    for rank in range(half, 0, -1):
        seats += [rank, half + rank]
    print(*seats)
