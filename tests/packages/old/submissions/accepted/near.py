print("%.4fe0" % (int(input()) / 2 + 0.0004))
