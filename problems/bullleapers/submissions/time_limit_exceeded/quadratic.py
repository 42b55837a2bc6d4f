# Compares every offer with every other: quick enough for a thousand of them.
n, r = map(int, input().split())
offers = sorted((tuple(map(int, input().split())) for _ in range(n)), key=lambda offer: offer[1])
earned = []
for begin, end, pay in offers:
    before = 0
    for other in range(len(earned)):
        if offers[other][1] + r < begin and earned[other] > before:
            before = earned[other]
    earned.append(before + pay)
print(max(earned))
