# Each chamber on the way is one more call; long ways are too deep for Python.
import sys

sys.setrecursionlimit(1000)
h, w, k = map(int, input().split())
width = w + 2
grid = "#" * width + "".join("#" + input() + "#" for _ in range(h)) + "#" * width


def explore(frontier, minute, seen):
    if not frontier:
        return -1
    if any(grid[chamber] == "E" for chamber in frontier):
        return minute
    minute += 1
    following = set()
    for chamber in frontier:
        for step in (-width, -1, 1, width):
            to = chamber + step
            if grid[to] == "#" or grid[to] == "o" and minute % k:
                continue
            if (to, minute % k) not in seen:
                seen.add((to, minute % k))
                following.add(to)
    return explore(following, minute, seen)


start = grid.index("S")
print(explore({start}, 0, {(start, 0)}))
