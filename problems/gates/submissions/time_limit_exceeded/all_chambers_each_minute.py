# Looks at every chamber in every minute, as long as anything new may turn up.
h, w, k = map(int, input().split())
width = w + 2
grid = "#" * width + "".join("#" + input() + "#" for _ in range(h)) + "#" * width
start, exit_ = grid.index("S"), grid.index("E")
occupied = {start}
answer = -1
for minute in range(h * w * k + 1):
    if exit_ in occupied:
        answer = minute
        break
    occupied = {
        chamber
        for chamber, kind in enumerate(grid)
        if (kind in ".SE" or kind == "o" and (minute + 1) % k == 0)
        and any(chamber + step in occupied for step in (-width, -1, 1, width))
    }
print(answer)
