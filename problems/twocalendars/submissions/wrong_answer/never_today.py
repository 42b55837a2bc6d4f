# A feast today is answered with the feast after it.
from math import gcd, lcm

for _ in range(int(input())):
    p, a, q, b = map(int, input().split())
    g = gcd(p, q)
    if (a - b) % g:
        print("never")
    else:
        wait = -a % p
        wheel = q // g
        days = wait + p * ((-b - wait) // g * pow(p // g, -1, wheel) % wheel)
        print(days or lcm(p, q))
