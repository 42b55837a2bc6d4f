n = int(input())
if n == 0:
    raise SystemExit(1)
print(n // 2)
