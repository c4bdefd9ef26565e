import numpy as np


class Trainer:
    runs = 0
    rates = [0.1, 0.05]

    def __init__(self, rate):
        self.rate = rate
        self.w = np.zeros(2)

    @classmethod
    def best(cls, turns):
        cls.runs += 1
        trainer = cls(cls.rates[0])
        for turn in range(turns):
            trainer.w += trainer.rate * cls.pull(trainer.w, turn)
            cls.runs += turn % 2
        return trainer

    @staticmethod
    def pull(w, turn):
        return np.array([1.0, turn]) - w


made = Trainer.best(30)
print(made.w, Trainer.runs)
