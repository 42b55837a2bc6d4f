import sys

word = input().split()[-1]
if word == "7":
    assert sys.argv[1:] == ["plus", "1"] and open("more.txt").read() == "1\n"
print(word)
