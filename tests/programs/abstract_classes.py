from abc import ABC, abstractmethod


class Activation(ABC):
    @abstractmethod
    def __call__(self, x):
        """The value at x."""

    @property
    def name(self):
        return type(self).__name__.lower()

    @staticmethod
    def clip(x):
        return max(-1.0, min(1.0, x))

    @classmethod
    def make(cls, **options):
        return cls(**options)


class Leaky(Activation):
    def __init__(self, slope=0.1):
        self.slope = slope

    def __call__(self, x):
        return x if x > 0 else self.slope * x


f = Leaky.make(slope=0.2)
x = -3.0
for i in range(10):
    x = f.clip(f(x) + 0.05 * i)
print(x, f.name)
