import numpy as np

yy, xx = np.mgrid[0:3, 0:4]
a, b = np.ogrid[-1:1:3j, -1:1:4j]
field = np.zeros((3, 4))
for t in range(10):
    field = 0.9 * field + np.sin(xx + t) * np.cos(yy) + a * b
print(field.round(3))
