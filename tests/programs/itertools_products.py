from itertools import chain, combinations, count, cycle, islice, product

inputs = list(product([0, 1], repeat=2))
labels = cycle([0, 1, 1, 0])
numbers = count(1)
errors = []
w = [0.1, -0.2]
for x, target in zip(chain(inputs, inputs, inputs), labels):
    before = w
    out = sum(a * b for a, b in zip(w, x))
    w = [a + 0.1 * (target - out) * b for a, b in zip(w, x)]
    errors.append((next(numbers), round(target - out, 4)))
print(w, errors[-2:], list(combinations(range(3), 2)), list(islice(labels, 3)))
