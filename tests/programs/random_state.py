import numpy as np

rng = np.random.RandomState(5)
other = np.random.Generator(np.random.PCG64(3))
w = rng.randn(3)
for i in range(10):
    w += 0.1 * rng.uniform(-1, 1, 3) + 0.01 * other.standard_normal(3)
    order = rng.permutation(3)
    w = w[order]
print(w, rng.rand(), other.random())
