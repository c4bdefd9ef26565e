import operator
from functools import partial, reduce


def layer(rate, x):
    return [rate * v for v in x]


layers = [partial(layer, 0.9), partial(layer, rate=1.1), partial(layer, 0.5)]
x = [1.0, 2.0, 3.0]
for turn in range(8):
    before = x
    x = reduce(lambda v, f: f(x=v), layers, x)
    total = reduce(operator.add, x)
    largest = max(x, key=operator.neg)
pairs = sorted([(2, "b"), (1, "a")], key=operator.itemgetter(0))
print(x, total, largest, pairs, operator.mul(3, 4))
