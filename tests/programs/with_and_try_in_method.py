import numpy as np


class Quiet:
    def __init__(self):
        self.swallowed = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            self.swallowed.append(str(error))
        return True


class Net:
    def __init__(self):
        self.w = np.ones(2)
        self.bad = 0

    def fit(self, turns):
        with np.errstate(all="ignore"):
            try:
                for turn in range(turns):
                    try:
                        self.step(turn)
                    except ZeroDivisionError:
                        self.bad += 1
            finally:
                print("over", self.bad)

    def step(self, turn):
        self.w = self.w + 1 / (turn % 7)


net = Net()
quiet = Quiet()
with quiet:
    net.fit(30)
    raise ValueError("swallowed")
print(net.w, quiet.swallowed)
