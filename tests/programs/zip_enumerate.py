import numpy as np

total = np.zeros(2)
pairs = list(zip(range(20), np.arange(40.0).reshape(20, 2)))
for n, (k, row) in enumerate(pairs):
    total = total + row * k
    view = total[1:]
print(n, total, view)
