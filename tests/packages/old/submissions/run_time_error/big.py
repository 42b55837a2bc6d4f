print([0, 0.5, 1, 1.5, 2, 2.5][int(input())])
