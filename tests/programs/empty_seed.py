import numpy as np

rng = np.random.default_rng(12)
draws = [np.random.default_rng(seed).random() for seed in range(3)]
total = 0
for i in range(10):
    total += rng.integers(0, 10)
    if rng.choice([True, False]):
        total -= 1
print(total, draws, rng.standard_normal(2).round(4))
