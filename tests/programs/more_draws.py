import numpy as np

np.random.seed(11)
mean, cov = [0.0, 1.0], [[1.0, 0.3], [0.3, 2.0]]
center = np.zeros(2)
for k in range(12):
    points = np.random.multivariate_normal(mean, cov, size=5)
    keep = np.random.binomial(1, 0.5, size=(5, 1))
    center = 0.9 * center + 0.1 * (points * keep).mean(axis=0)
    if np.random.poisson(2) > 3:
        center += np.random.exponential(0.1)
print(center, np.random.beta(1, 2), np.random.multinomial(4, [0.5, 0.5]))
