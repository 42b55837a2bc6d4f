for n in range(1, 5):
    print(n, flush=True)
    if input() == "right":
        break
