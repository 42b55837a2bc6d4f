# Finds the last place where the second print begins.
first, second = input(), input()
n = len(first)
border = [0] * (n + 1)
matched = 0
for i in range(1, n):
    while matched and second[i] != second[matched]:
        matched = border[matched]
    if second[i] == second[matched]:
        matched += 1
    border[i + 1] = matched
matched = 0
answer = -1
for i, sign in enumerate(first + first[:-1]):
    while matched and (matched == n or sign != second[matched]):
        matched = border[matched]
    if sign == second[matched]:
        matched += 1
    if matched == n:
        answer = i - n + 1
print(answer)
