def search(limit):
    x, j = 1.0, 0
    while True:
        x = x * 1.5
        j += 1
        if x > limit:
            return x, j


print(search(1e6))
