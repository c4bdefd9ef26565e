import numpy as np


class Neuron:
    def __init__(self, n):
        self.w = np.zeros(n)
        self.seen = []

    def train(self, x, y, epochs):
        for epoch in range(epochs):
            self.w += 0.01 * (y - self.w @ x) * x
            self.seen.append(float(self.w[0]))


neuron = Neuron(2)
neuron.train(np.array([1.0, 2.0]), 3.0, 50)
print(neuron.w, neuron.seen[-1])
