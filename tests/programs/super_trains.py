import numpy as np


class Base:
    name = "base"

    def __init__(self):
        self.w = np.zeros(2)
        self.names = {}

    def step(self, j):
        self.w += j

    def train(self, turns):
        for j in range(turns):
            self.step(j)
            self.names[self.name] = j
        return self.w


class Slow(Base):
    name = "slow"

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def step(self, j):
        super().step(j * self.rate)

    def train(self, turns):
        before = self.w.copy()
        after = super().train(turns)
        return after - before


slow = Slow(0.5)
print(slow.train(25), slow.names)
