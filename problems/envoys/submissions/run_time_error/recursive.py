# Backtracks with one call for each envoy, deeper than Python goes.
def seat(row, free):
    if not free:
        return row
    for rank in sorted(free):
        if not row or abs(row[-1] - rank) >= d:
            found = seat(row + [rank], free - {rank})
            if found:
                return found
    return None


n, d = map(int, input().split())
half = n // 2
if n > 1 and d > half:
    print("impossible")
elif n <= 7:
    print(*seat([], frozenset(range(1, n + 1))))
else:
    def weave(rank):
        return [] if rank > half else [half + rank, rank] + weave(rank + 1)

    print(*weave(1), *([n] if n % 2 == 1 else []))
