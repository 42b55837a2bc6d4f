# Finds the peak, and then counts the milestones on the way up once more.
def height(milestone):
    print("?", milestone, flush=True)
    return int(input())


low, high = 1, int(input())
while low < high:
    middle = (low + high) // 2
    if height(middle) < height(middle + 1):
        low = middle + 1
    else:
        high = middle
passed = 0
while passed < low:
    passed += 1
print("!", passed, flush=True)
