# Adds up every stretch.
n, k = map(int, input().split())
earned = list(map(int, input().split()))
answer = 0
for first in range(n):
    total = 0
    for last in range(first, n):
        total += earned[last]
        if total % k == 0:
            answer += 1
print(answer)
