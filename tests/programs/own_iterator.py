class Batches:
    def __init__(self, rows, size):
        self.rows, self.size, self.at = rows, size, 0

    def __iter__(self):
        self.at = 0
        return self

    def __next__(self):
        if self.at >= len(self.rows):
            raise StopIteration
        batch = self.rows[self.at : self.at + self.size]
        self.at += self.size
        return batch


total = 0
batches = Batches(list(range(50)), 2)
for batch in batches:
    total += sum(batch)
print(total, batches.at)
