def shift(n):
    return n + 14
