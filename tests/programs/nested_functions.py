def make(rate):
    count = 0

    def step(w, g):
        nonlocal count
        count += 1
        return w - rate * g, count

    return step


total = 0


def bump(by):
    global total
    total += by


step = make(0.2)
w = 4.0
for i in range(15):
    w, n = step(w, 2 * w)
    bump(n)
print(w, n, total)
