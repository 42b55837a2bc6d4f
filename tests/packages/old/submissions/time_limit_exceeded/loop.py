n = int(input())
while n > 9:
    pass
print(n / 2)
