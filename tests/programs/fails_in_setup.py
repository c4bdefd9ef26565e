def f(x):
    return 1 / x


a = f(0)
for j in range(5):
    a = j
