from math import gcd

# Days x with x = -a (mod p) are p - a + p * y; then p * y = (-b) - (-a) (mod q).
for _ in range(int(input())):
    p, a, q, b = map(int, input().split())
    g = gcd(p, q)
    if (a - b) % g:
        print("never")
    else:
        wait = -a % p
        wheel = q // g
        y = (-b - wait) // g * pow(p // g, -1, wheel) % wheel
        print(wait + p * y)
