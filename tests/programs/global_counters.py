calls = 0
log = []


def f(x):
    global calls, log
    calls += 1
    log = log + [x]
    return x * x - 2


a, b = 0.0, 2.0
while b - a > 1e-3:
    mid = (a + b) / 2
    if f(a) * f(mid) <= 0:
        b = mid
    else:
        a = mid
print("root: %.4f after %d calls" % (a, calls), len(log))
