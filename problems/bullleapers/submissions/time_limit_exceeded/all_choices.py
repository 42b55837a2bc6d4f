# Takes or leaves each offer, in every way; only a few offers can be weighed like that.
from itertools import compress, product

n, r = map(int, input().split())
offers = sorted(tuple(map(int, input().split())) for _ in range(n))
best = 0
for choice in product((False, True), repeat=n):
    free = earned = 0
    for begin, end, pay in compress(offers, choice):
        if begin < free:
            break
        free = end + r + 1
        earned += pay
    else:
        best = max(best, earned)
print(best)
