import numpy as np

params = {"W1": np.full((2, 2), 0.5), "b1": np.zeros((1, 2))}
velocity = {name: np.zeros_like(value) for name, value in params.items()}
grads = {}
for t in range(1, 16):
    for name in params:
        grads["d" + name] = params[name] - 1.0
        velocity[name] = 0.9 * velocity[name] + (1 - 0.9) * grads["d" + name]
        params[name] -= 0.1 * velocity[name] / (1 - 0.9 ** t)
del grads["dW1"]
print({name: value.round(5).tolist() for name, value in params.items()}, list(grads))
