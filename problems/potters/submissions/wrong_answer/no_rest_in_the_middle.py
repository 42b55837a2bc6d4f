# Spreads the time of rest evenly over the pots.
n, m = map(int, input().split())
potters = [tuple(map(int, input().split())) for _ in range(n)]
low, high = 0, 2 * 10**18
while high - low > 1:
    middle = (low + high) // 2
    if sum(middle * b // (t * b + r) for t, b, r in potters) >= m:
        high = middle
    else:
        low = middle
print(high)
