import sys

most = float(sys.argv[1])
lines = [line.split() for line in sys.stdin]
share = sum(float(score) for _, score in lines) / len(lines)
print("AC" if share > 0.5 else "WA", share * most)
