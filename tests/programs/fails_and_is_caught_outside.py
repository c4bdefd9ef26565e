class Stop(Exception):
    def __init__(self, at):
        super().__init__(f"stopped at {at}")
        self.at = at


def train(n):
    w = 0
    for j in range(n):
        w += j
        if w > 200:
            raise Stop(j)
    return w


try:
    w = train(1000)
except Stop as stop:
    w = stop.at
    print(stop)
finally:
    print("over")
print(w)
