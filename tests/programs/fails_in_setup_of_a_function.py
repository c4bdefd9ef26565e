def prepare(x):
    y = [x]
    return y[x]


def train(x):
    for j in range(prepare(x)):
        x += j
    return x


print("begin")
print(train(3))
