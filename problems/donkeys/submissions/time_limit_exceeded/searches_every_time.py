# Sends off the lightest jar with the next lightest, looking through all jars for them.
n, d = map(int, input().split())
weights = list(map(int, input().split()))
donkeys = 0
while len(weights) > 1:
    lightest = min(weights)
    weights.remove(lightest)
    following = min(weights)
    if following - lightest <= d:
        weights.remove(following)
        donkeys += 1
print(donkeys)
