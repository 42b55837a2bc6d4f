# Twenty beads and one more, as if that were always the one to get lost.
word = input()
for _ in range(int(input())):
    line = input()
    if word == "send":
        print("".join("wb"[int(bit)] for bit in f"{int(line):020b}") + "w")
    else:
        print(int(line.replace("w", "0").replace("b", "1"), 2))
