import sys

assert sys.argv[4:] == ["common", "four"] and sys.argv[3].endswith("/")
secret = open(sys.argv[1]).read().strip()
for points in (4, 3, 2, 1):
    guess = sys.stdin.readline().strip()
    if guess == secret:
        print("right", flush=True)
        open(sys.argv[3] + "score.txt", "w").write("%d\n" % points)
        sys.exit(42)
    print("wrong", flush=True)
open(sys.argv[3] + "judgemessage.txt", "w").write("never right\n")
sys.exit(43)
