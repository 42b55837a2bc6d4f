import sys

secret = int(open(sys.argv[1]).read())
asked = 0
while True:
    line = sys.stdin.readline().split()
    if not line:
        sys.exit("wrong output format nobody asks")
    if line[0] == "!":
        open(sys.argv[2], "w").write(f"{asked} {line[1]}\n")
        sys.exit(0 if int(line[1]) == secret else 1)
    asked += 1
    print("<" if secret < int(line[1]) else ">=", flush=True)
