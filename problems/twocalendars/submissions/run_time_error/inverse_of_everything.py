# pow raises ValueError when there is no inverse.
for _ in range(int(input())):
    p, a, q, b = map(int, input().split())
    wait = -a % p
    print(wait + p * ((-b - wait) * pow(p, -1, q) % q))
