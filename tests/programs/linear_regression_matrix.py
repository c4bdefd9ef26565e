import numpy as np

X = np.matrix([[1, 1], [1, 2], [1, 3], [1, 4]])
y = np.matrix("6; 5; 7; 10")
theta = np.matrix(np.zeros((2, 1)))
for i in range(20):
    theta = theta - 0.05 * X.T * (X * theta - y)
print(theta.T, (X.T * X).I * X.T * y, theta.A1.shape)
