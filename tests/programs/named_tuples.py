from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", ["x", "y"])


class Sample(NamedTuple):
    value: float
    weight: float = 1.0

    def scaled(self):
        return self.value * self.weight


p = Point(0.0, 1.0)
samples = []
for i in range(10):
    p = p._replace(x=p.x + 0.5)
    samples.append(Sample(p.x, weight=p.y / (i + 1)))
print(p, p._asdict(), samples[-1].scaled(), Point._fields, p.x)
