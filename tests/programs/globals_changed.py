cost = 0


def train():
    global cost
    for j in range(30):
        cost = cost + j
    return cost


print(train(), cost)
