# Compares the prints sign by sign for every turn.
first, second = input(), input()
n = len(first)
answer = -1
for k in range(n):
    i = 0
    while i < n and first[(k + i) % n] == second[i]:
        i += 1
    if i == n:
        answer = k
        break
print(answer)
