import sys

# testlib's names for where a test belongs: `validator.group()` is asked for by these.
assert sys.argv[1:4] == ["--testset", "tests", "--group"], sys.argv
words = sys.stdin.read().split(" ")
sys.exit(0 if len(words) == 2 and all(int(word) >= 0 for word in words) else 3)
