import numpy as np


def total(*values, scale=1.0, **named):
    result = sum(values) * scale
    for key, value in named.items():
        result += value * len(key)
    return result


def forward(x, *, gain, bias=0.0):
    return x * gain + bias


sizes = (2, 3)
W = np.ones(sizes)
first, *rest = [1, 2, 3]
*head, last = rest
options = {"gain": 0.5, "bias": 0.1}
state = 0.0
for i in range(12):
    state = forward(state, **options) + total(*rest, i, scale=0.1, ab=1)
    pair = [*head, i]
    merged = {**options, "i": i}
print(state, first, rest, head, last, pair, merged, W.shape, print(*pair, sep="-"))
