def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def run():
    seen = {}
    for j in range(20):
        seen[j] = depth(j % 5)
    return seen


print(run())
