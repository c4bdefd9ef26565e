import numpy as np


class Net:
    def __init__(self):
        self.w = np.ones((2, 3))

    def forward(self, x):
        return x @ self.w

    def fit(self, turns):
        for turn in range(turns):
            x = np.ones(2 if turn < 17 else 5)
            self.w += 0.1 * self.forward(x)
        return self.w


net = Net()
print("begin")
net.fit(30)
