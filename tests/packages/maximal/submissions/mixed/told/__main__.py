import other

print(other.shift(int(input())))
