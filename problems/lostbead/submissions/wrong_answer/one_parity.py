# A single parity bead tells that one was lost, not which.
word = input()
for _ in range(int(input())):
    line = input()
    if word == "send":
        bits = f"{int(line):020b}"
        print("".join("wb"[int(bit)] for bit in bits) + "wb"[bits.count("1") % 2])
    else:
        bits = line.replace("w", "0").replace("b", "1")
        print(int("01"[bits.count("1") % 2] + bits[:-1], 2))
