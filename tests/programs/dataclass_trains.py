from dataclasses import dataclass, field

import numpy as np


@dataclass
class Model:
    w: np.ndarray
    rate: float = 0.1
    losses: list = field(default_factory=list)

    def loss(self):
        return float((self.w**2).sum())

    def fit(self, turns):
        for turn in range(turns):
            self.w = self.w - self.rate * 2 * self.w
            self.losses.append(self.loss())
        return self.losses[-1]


if __name__ == "__main__":
    model = Model(np.array([1.0, 2.0]))
    print(model.fit(25))
    print(model.rate, len(model.losses))
