import numpy as np


class Box:
    pass


box, cells = Box(), np.zeros(3)
seen = []
for box.value, cells[1] in zip(range(25), np.linspace(0, 1, 25)):
    seen.append(box.value * cells[1])
    (a, b), c = (box.value, 2), 3
print(box.value, cells, len(seen), a, b, c)
