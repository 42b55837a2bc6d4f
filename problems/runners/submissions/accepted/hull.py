# cost[j] = fee[j] + x[j]^2 + min over i of (cost[i] + x[i]^2 - 2 x[i] x[j]): a minimum of
# lines, of which the slopes fall while the arguments grow. `lines` is their lower hull.
n = int(input())
places = list(map(int, input().split()))
fees = list(map(int, input().split()))
slopes, bases = [], []
first = 0
cost = 0
for place, fee in zip(places, fees):
    if slopes:
        last = len(slopes) - 1
        while first < last and (
            slopes[first] * place + bases[first] >= slopes[first + 1] * place + bases[first + 1]
        ):
            first += 1
        cost = fee + place * place + slopes[first] * place + bases[first]
    slope, base = -2 * place, cost + place * place
    while len(slopes) - first >= 2 and (
        (bases[-1] - bases[-2]) * (slopes[-1] - slope) >= (base - bases[-1]) * (slopes[-2] - slopes[-1])
    ):
        slopes.pop()
        bases.pop()
    slopes.append(slope)
    bases.append(base)
print(cost)
