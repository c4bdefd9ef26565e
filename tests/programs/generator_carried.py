def numbers():
    a = 0
    while True:
        a += 2
        yield a


source = numbers()
w = 0
for j in range(30):
    w += next(source)
print(w)
