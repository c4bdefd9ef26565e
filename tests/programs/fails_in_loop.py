def train(n):
    w = 1.0
    for j in range(n):
        w = w / (12 - j)
    return w


print("begin")
print(train(40))
