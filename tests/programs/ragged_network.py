import numpy as np


class Network(object):
    def __init__(self, sizes):
        self.num_layers = len(sizes)
        rng = np.random.RandomState(2)
        self.biases = [rng.randn(y, 1) for y in sizes[1:]]
        self.weights = [rng.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights):
            a = sigmoid(np.dot(w, a) + b)
        return a

    def SGD(self, training_data, epochs, eta, test_data=None):
        n = len(training_data)
        for j in range(epochs):
            for x, y in training_data:
                nabla = self.feedforward(x) - y
                self.biases = [b - eta / n * nabla.mean() for b in self.biases]
            if test_data:
                print("Epoch {0}: {1} / {2}".format(j, self.evaluate(test_data), len(test_data)))
            else:
                print("Epoch {0} complete".format(j))

    def evaluate(self, test_data):
        return sum(int(np.argmax(self.feedforward(x)) == int(np.argmax(y))) for x, y in test_data)


def sigmoid(z):
    """The sigmoid function."""
    return 1.0 / (1.0 + np.exp(-z))


data = [(np.array([[0.0], [1.0]]), np.array([[1.0], [0.0]])), (np.array([[1.0], [0.0]]), np.array([[0.0], [1.0]]))]
net = Network([2, 3, 2])
net.SGD(data, 8, 3.0, test_data=data)
ragged = np.array([np.zeros(2), np.zeros(3)], dtype=object)
print(ragged.shape, ragged[1].shape)
