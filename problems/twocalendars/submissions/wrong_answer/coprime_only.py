# Right for cycles without a common divisor; else says never.
from math import gcd

for _ in range(int(input())):
    p, a, q, b = map(int, input().split())
    wait = -a % p
    if gcd(p, q) == 1:
        print(wait + p * ((-b - wait) * pow(p, -1, q) % q))
    elif a == b == 0:
        print(0)
    else:
        print("never")
