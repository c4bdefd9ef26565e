class Table:
    size = 6

    def __init__(self, turns):
        self.rows = []
        self.last = None
        for turn in range(turns):
            self.last = turn * self.size
            self.rows.append(self.last)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, at):
        return self.rows[at]

    def __repr__(self):
        return f"Table of {len(self)}"


table = Table(30)
print(table, len(table), table[3], table[-1])
