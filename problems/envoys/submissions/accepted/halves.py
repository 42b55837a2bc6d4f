# The lower and the upper half take turns. A middle rank has at most n // 2 ranks
# on either side, so that no larger distance is possible.
n, d = map(int, input().split())
half = n // 2
if n == 1:
    print(1)
elif d > half:
    print("impossible")
else:
    seats = []
    for i in range(1, half + 1):
        seats += [half + i, i]
    if n % 2 == 1:
        seats.append(n)
    print(*seats)
