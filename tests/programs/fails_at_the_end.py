def train(n):
    w = 1.0
    for j in range(n):
        w += j
    return w


w = train(30)
print(w)
print([1, 2][5])
