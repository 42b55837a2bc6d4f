def scaled(number, factor):
    return number * factor
