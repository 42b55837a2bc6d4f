low, high = 0, 100
while high - low > 1:
    middle = (low + high) // 2
    print("?", middle, flush=True)
    if input() == "<":
        high = middle
    else:
        low = middle
print("!", low, flush=True)
