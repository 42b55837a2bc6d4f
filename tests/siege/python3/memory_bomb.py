# why: takes memory in pieces, and touches it
# verdict: MLE
pieces = []
while True:
    pieces.append(bytearray(1 << 20))
