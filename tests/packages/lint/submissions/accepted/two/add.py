def add(line):
    a, b = line.split()
    return int(a) + int(b)
