import math
import random as rnd

rnd.seed(1)


def height(x):
    return math.sin(3 * x) + 0.5 * math.cos(5 * x)


x, best = 0.0, height(0.0)
temperature = 1.0
while temperature > 0.1:
    new = x + rnd.gauss(0, 0.3)
    if height(new) > best or rnd.random() < math.exp((height(new) - best) / temperature):
        x, best = new, height(new)
    temperature *= 0.9
print(round(x, 6), round(best, 6))
