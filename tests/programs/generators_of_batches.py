import numpy as np


def batches(X, size):
    for start in range(0, len(X), size):
        yield X[start : start + size]


X = np.arange(20.0)
means, total = [], 0.0
for epoch in range(4):
    for batch in batches(X, 6):
        means.append(batch.mean())
        total += batch.sum()
    X = X * 0.9
print(total, len(means), sum(1 for _ in batches(X, 3)))
