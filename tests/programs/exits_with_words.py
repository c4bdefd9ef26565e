def check(w):
    if w > 3:
        exit("too large: %.2f" % w)


w = 1.0
while True:
    w *= 1.3
    check(w)
