import numpy as np
from numpy.polynomial import Polynomial

x = np.linspace(-1, 1, 9)
p = np.poly1d([1.0, -2.0, 0.5])
fit = Polynomial.fit(x, p(x), 2)
root = 2.0
for i in range(15):
    root = root - p(root) / p.deriv()(root)
print(root, p.roots, fit.convert().coef.round(6), np.polyval([1, 2], 3))
