import os

from scaled import scaled

# The files for all languages are not for one that has its own.
assert not os.path.exists("/box/factors.txt")
number, factor = map(int, input().split())
print(scaled(number, factor))
