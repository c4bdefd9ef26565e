import numpy as np

x = np.arange(6.0)
total = 0.0
for i in range(5):
    total += x.sum() + x.reshape(2, 3)[1].sum()
    x = x + 1
print(total, x.flat[2], x.strides, x[::2].base is x)
