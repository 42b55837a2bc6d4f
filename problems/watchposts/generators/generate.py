"""Writes data/secret, attachments and submissions; the same files every time.

The captain's posts are found by a search: the posts of some neighbourhood are taken away, and new
ones chosen greedily; what is no worse is kept.
"""
import random
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Palace:
    def __init__(self, rows):
        self.rows = rows
        self.floor = [(y, x) for y, row in enumerate(rows) for x, tile in enumerate(row) if tile == "."]
        self.sees = {}
        for at in self.floor:
            seen = 0
            for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                y, x = at
                while 0 <= y < len(rows) and 0 <= x < len(rows[0]) and rows[y][x] == ".":
                    seen |= 1 << (y * len(rows[0]) + x)
                    y, x = y + down, x + right
            self.sees[at] = seen
        self.all = sum(1 << (y * len(rows[0]) + x) for y, x in self.floor)

    def greedy(self, posts, rng=None):
        """`posts` and more, until every tile is watched: each one where it sees the most new."""
        posts, seen = list(posts), 0
        for post in posts:
            seen |= self.sees[post]
        while seen != self.all:
            missing = self.all & ~seen
            # Whoever watches the first tile that nobody watches sees along its row or column.
            tile = (missing & -missing).bit_length() - 1 if rng is None else rng.choice(
                [y * len(self.rows[0]) + x for y, x in self.floor if missing >> (y * len(self.rows[0]) + x) & 1])
            able = [at for at in self.floor if self.sees[at] >> tile & 1]
            best = max(able, key=lambda at: ((self.sees[at] & missing).bit_count(), rng.random() if rng else 0))
            posts.append(best)
            seen |= self.sees[best]
        return self.thinned(posts)

    def thinned(self, posts):
        """Without the posts that are not needed."""
        for post in list(posts):
            seen = 0
            for other in posts:
                if other != post:
                    seen |= self.sees[other]
            if seen == self.all:
                posts.remove(post)
        return posts

    def search(self, rounds, rng):
        best = self.greedy([])
        for _ in range(rounds):
            y, x = rng.choice(self.floor)
            radius = rng.randint(2, 9)
            kept = [at for at in best if abs(at[0] - y) > radius or abs(at[1] - x) > radius]
            found = self.greedy(kept, rng)
            if len(found) <= len(best):
                best = found
        return best


def rooms(height, width, rng):
    rows = [["#" if y in (0, height - 1) or x in (0, width - 1) else "." for x in range(width)] for y in range(height)]
    for y in (5, 10):
        for x in range(width):
            rows[y][x] = "#"
        for x in (3, 9, 15):
            rows[y][x] = "."
    for x in (6, 13):
        for y in range(height):
            rows[y][x] = "#"
        for y in (2, 7, 12):
            rows[y][x] = "."
    return rows


def columns(height, width, share, rng):
    return [["#" if rng.random() < share else "." for _ in range(width)] for _ in range(height)]


def labyrinth(height, width, rng):
    rows = [["#"] * width for _ in range(height)]
    rows[1][1] = "."
    way = deque([(1, 1)])
    while way:
        y, x = way[-1] if rng.random() < 0.7 else rng.choice(way)
        steps = [(down, right) for down, right in ((0, 2), (2, 0), (0, -2), (-2, 0))
                 if 0 < y + down < height and 0 < x + right < width and rows[y + down][x + right] == "#"]
        if not steps:
            way.remove((y, x))
            continue
        down, right = rng.choice(steps)
        rows[y + down // 2][x + right // 2] = rows[y + down][x + right] = "."
        way.append((y + down, x + right))
    return rows


def text(posts):
    return "\n".join([str(len(posts)), *(f"{y + 1} {x + 1}" for y, x in posts)]) + "\n"


def write(path, text):
    path = ROOT / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


rng = random.Random(118)
small = ["########", "#..#...#", "#......#", "#..##..#", "#..#...#", "########"]
palaces = [small, rooms(15, 20, rng), columns(30, 30, 0.15, rng), labyrinth(41, 41, rng), columns(60, 60, 0.4, rng)]
for number, rows in enumerate(palaces, 1):
    rows = ["".join(row) for row in rows]
    palace = Palace(rows)
    plan = "\n".join([f"{len(rows)} {len(rows[0])}", *rows]) + "\n"
    best = palace.search(150 if number == 5 else 600, rng)
    quick = palace.greedy([])
    print(number, len(palace.floor), "floor tiles,", len(best), "posts,", len(quick), "by greed")
    write(f"data/secret/{number}.in", plan)
    write(f"data/secret/{number}.ans", text(best))
    write(f"attachments/{number}.in", plan)
    write(f"submissions/accepted/captain/{number}.out", text(best))
    write(f"submissions/accepted/greedy/{number}.out", text(quick))
    write(f"submissions/accepted/everywhere/{number}.out", text(palace.floor))
    # One tile short.
    write(f"submissions/rejected/one_guard_short/{number}.out", text(best[:-1]))
