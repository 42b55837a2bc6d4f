at = 0
while True:
    print("?", at + 1, flush=True)
    if input() == "<":
        break
    at += 1
print("!", at, flush=True)
