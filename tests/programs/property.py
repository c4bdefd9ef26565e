

class Counter:
    def __init__(self):
        self._n = 0
        self.names = {}

    @property
    def count(self):
        return self._n

    @count.setter
    def count(self, value):
        self._n = value

    @staticmethod
    def double(x):
        return 2 * x

    @classmethod
    def make(cls):
        return cls()


c = Counter.make()
for j in range(30):
    c.count = c.count + Counter.double(j)
    c.names[j % 3] = c.count
print(c.count, c.names)
