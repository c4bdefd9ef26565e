import numpy as np


class Walker:
    def __init__(self, start):
        self.at = np.array(start, dtype=float)
        self.steps = 0

    def far(self):
        return np.abs(self.at).sum() > 0.05

    def walk(self):
        while self.far():
            self.at = self.at * 0.9
            self.steps += 1
            if self.steps % 5 == 0:
                continue
            self.at[0] -= 0.001
        else:
            print("there", self.steps)


walker = Walker([1.0, -2.0])
walker.walk()
print(walker.at)
