class Neuron:
    """A neuron that keeps its weights to itself."""

    count = 0

    def __init__(self, weights):
        self.__weights = list(weights)
        self._bias = 0.0
        Neuron.count += 1

    def __act(self, x):
        return sum(w * v for w, v in zip(self.__weights, x)) + self._bias

    def train(self, x, target):
        error = target - self.__act(x)
        self.__weights = [w + 0.1 * error * v for w, v in zip(self.__weights, x)]
        self._bias += 0.1 * error
        return error


neuron = Neuron([0.0, 0.5])
for epoch in range(15):
    error = neuron.train([1.0, epoch % 2], 1.0)
print(error, Neuron.count, type(neuron).__name__, neuron.__class__.__name__)
