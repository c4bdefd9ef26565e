from numpy import *

random.seed(2)
x = linspace(0, 1, 5)
w = random.rand(5)
for step in range(15):
    w = w - 0.1 * (w - sin(x))
    e = sqrt(mean((w - sin(x)) ** 2))
print(round(e, 6), pi, w.round(3), linalg.norm(w), sum(w), max(x))
