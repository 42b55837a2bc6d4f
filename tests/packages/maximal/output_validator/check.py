import sys

answer = int(open(sys.argv[2]).read())
output = int(sys.stdin.read())
if abs(answer - output) <= int(sys.argv[4]):
    sys.exit(42)
with open(sys.argv[3] + "judgemessage.txt", "w") as message:
    message.write("off by %d" % abs(answer - output))
sys.exit(43)
