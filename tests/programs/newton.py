import math


def solve(f, df, x0, tol=1e-12, limit=50):
    x = x0
    for n in range(limit):
        step = f(x) / df(x)
        x -= step
        if abs(step) < tol:
            return x, n
    raise RuntimeError("no root after {0} steps".format(limit))


c = 2.0
roots = [solve(lambda x, c=c: x ** 2 - c, lambda x: 2 * x, x0=c)[0]]
print(["{:.6f}".format(root) for root in roots], math.isclose(roots[0], math.sqrt(2)))
