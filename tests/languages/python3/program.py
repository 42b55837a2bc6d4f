word = input()
if word == "crash":
    print([][7])
while word == "loop":
    pass
if word == "hog":
    everything = []
    while True:
        everything.append(bytearray(b"x" * 1_000_000))
print("unknown")
