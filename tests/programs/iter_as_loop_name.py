import numpy as np

X = np.array([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
np.random.seed(4)
w = 2 * np.random.random((3, 1)) - 1
for iter in range(25):
    out = 1 / (1 + np.exp(-np.dot(X, w)))
    w += np.dot(X.T, (y - out) * out * (1 - out))
print("Output After Training:")
print(out)
