class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"


def main():
    v = Vec(0.0, 1.0)
    for j in range(25):
        v = v + Vec(1.0, 2.0) * j
    print(v)


main()
