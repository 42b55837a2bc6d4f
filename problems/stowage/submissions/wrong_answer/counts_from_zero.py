# Numbers the ships from 0.
n, k = map(int, input().split())
print(*(jar % k for jar in range(n)))
