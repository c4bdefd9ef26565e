import numpy as np

x = np.linspace(0, 1, 6)
X = np.c_[np.ones(6), x, x ** 2]
Y = np.r_[x[:3], [4.0, 5.0, 6.0]]
theta = np.zeros(3)
for step in range(20):
    theta -= 0.05 * X.T @ (X @ theta - Y)
print(theta)
