

def make():
    total = 0.0
    calls = []

    def step(x):
        nonlocal total
        total += x
        calls.append(total)
        return total

    def train(n):
        for i in range(n):
            step(i * 0.5)
        return total

    return train, calls


train, calls = make()
print(train(40), calls[-1])
