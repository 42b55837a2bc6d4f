# Reads well, but 40 beads are too many.
word = input()
for _ in range(int(input())):
    line = input()
    if word == "send":
        print("".join(2 * "wb"[int(bit)] for bit in f"{int(line):020b}"))
    else:
        print(0)
