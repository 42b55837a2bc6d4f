from collections import Counter

n, k = map(int, input().split())
seen = Counter([0])
total = answer = 0
for earned in map(int, input().split()):
    total = (total + earned) % k
    answer += seen[total]
    seen[total] += 1
print(answer)
