# Walks along the shelf from the left for each jar.
n, q = map(int, input().split())
on_shelf = [True] * (n + 1)
for _ in range(q):
    request, number = input().split()
    if request == "put":
        on_shelf[int(number)] = True
        continue
    left = int(number)
    jar = 0
    while left:
        jar += 1
        left -= on_shelf[jar]
    on_shelf[jar] = False
    print(jar)
