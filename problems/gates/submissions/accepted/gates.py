# Breadth-first search over pairs of a chamber and a minute modulo k.
h, w, k = map(int, input().split())
width = w + 2
grid = "#" * width + "".join("#" + input() + "#" for _ in range(h)) + "#" * width
steps = (-width, -1, 1, width)
exit_ = grid.index("E")

seen = [bytearray(chamber == "#" for chamber in grid) for _ in range(k)]
for phase in range(1, k):
    for chamber, kind in enumerate(grid):
        if kind == "o":
            seen[phase][chamber] = 1
frontier = [grid.index("S")]
seen[0][frontier[0]] = 1
minute = 0
answer = -1
while frontier:
    if exit_ in frontier:
        answer = minute
        break
    minute += 1
    marks = seen[minute % k]
    following = []
    for chamber in frontier:
        for step in steps:
            if not marks[chamber + step]:
                marks[chamber + step] = 1
                following.append(chamber + step)
    frontier = following
print(answer)
