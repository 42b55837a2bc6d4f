# Forgets that the second run is another one.
input()
for _ in range(int(input())):
    print("".join("wb"[int(bit)] for bit in f"{int(input()):020b}"))
