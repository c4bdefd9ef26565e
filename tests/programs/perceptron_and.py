import numpy as np

inputs = [np.array(pair) for pair in [[0, 0], [0, 1], [1, 0], [1, 1]]]
labels = np.array([0, 0, 0, 1])


class Perceptron(object):
    def __init__(self, no_of_inputs, threshold=12, learning_rate=0.1):
        self.threshold = threshold
        self.learning_rate = learning_rate
        self.weights = np.zeros(no_of_inputs + 1)

    def predict(self, inputs):
        summation = np.dot(inputs, self.weights[1:]) + self.weights[0]
        return 1 if summation > 0 else 0

    def train(self, training_inputs, labels):
        for _ in range(self.threshold):
            for inputs, label in zip(training_inputs, labels):
                prediction = self.predict(inputs)
                self.weights[1:] += self.learning_rate * (label - prediction) * inputs
                self.weights[0] += self.learning_rate * (label - prediction)


p = Perceptron(2)
p.train(inputs, labels)
print(p.weights, [p.predict(x) for x in inputs])
