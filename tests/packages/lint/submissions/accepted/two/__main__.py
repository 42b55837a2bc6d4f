# Two files.
from add import add

print(add(input()))
