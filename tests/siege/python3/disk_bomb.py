# why: many files, each below the limit of one
# verdict: MLE
for number in range(100_000):
    with open(f"/tmp/{number}", "wb") as file:
        file.write(b"x" * (4 << 20))
print("written")
