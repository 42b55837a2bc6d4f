# Prints with the same letters need not be from the same seal.
first, second = input(), input()
if sorted(first) != sorted(second):
    print(-1)
else:
    tail = second.rfind(first[0])
    while tail > 0 and second[tail - 1] == first[0]:
        tail -= 1
    print(-tail % len(first))
