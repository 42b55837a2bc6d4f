# The sum.
print(sum(map(int, input().split())))
