def search(limit):
    x = 1.0
    for j in range(1000):
        x = x * 1.5
        if x > limit:
            break
    else:
        x = -1
    return x, j


print(search(1e6))
