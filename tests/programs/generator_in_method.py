class Source:
    def __init__(self, n):
        self.n = n
        self.given = 0

    def batches(self):
        for i in range(self.n):
            self.given += 1
            yield i, self.given


class Model:
    def __init__(self):
        self.total = 0

    def fit(self, source):
        for i, given in source.batches():
            self.total += i * given
            if self.total > 5000:
                break


source, model = Source(40), Model()
model.fit(source)
print(model.total, source.given)
