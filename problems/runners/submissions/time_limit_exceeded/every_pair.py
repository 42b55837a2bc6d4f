# Compares all posts from which the letter may have come.
n = int(input())
places = list(map(int, input().split()))
fees = list(map(int, input().split()))
costs = [0]
for place, fee in zip(places[1:], fees[1:]):
    costs.append(fee + min(cost + (place - start) ** 2 for cost, start in zip(costs, places)))
print(costs[-1])
