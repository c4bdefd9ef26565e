import numpy as np
from tqdm import tqdm, trange

total = np.zeros(2)
for epoch in tqdm(range(12), desc="training"):
    total += epoch * 0.5
for k in trange(3):
    total -= k
bar = tqdm(["a", "b"])
print(total, [each for each in bar], len(list(tqdm([1, 2, 3]))))
