import random

random.seed(42)
weights = [random.uniform(-1, 1) for _ in range(3)]
data = [([1, 0, 1], 1), ([0, 1, 1], 0), ([1, 1, 0], 1)]
for epoch in range(20):
    random.shuffle(data)
    x, target = random.choice(data)
    out = 1 if sum(w * v for w, v in zip(weights, x)) > 0 else 0
    weights = [w + 0.1 * (target - out) * v for w, v in zip(weights, x)]
    if random.random() < 0.2:
        weights[random.randrange(3)] += random.gauss(0, 0.01)
print(weights, random.sample(range(10), 3), random.randint(1, 6))
