# why: constants that a compiler had better not compute
# verdict: AC
# stdout: done


def never():
    return 2 ** 2 ** 100, "a" * (1 << 60), (1,) * (1 << 60), (((("x" * 4096) * 4096) * 4096) * 4096)


print("done")
