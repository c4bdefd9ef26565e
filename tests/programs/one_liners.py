import numpy as np; np.random.seed(1)
X = np.array([[0, 1], [1, 0]]); y = np.array([[1, 0]]).T; w = 2 * np.random.random((2, 1)) - 1
for j in range(12):
    out = 1 / (1 + np.exp(-(X.dot(w)))); delta = (y - out) * (out * (1 - out)); w += X.T.dot(delta)
print(out)
