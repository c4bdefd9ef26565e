class Vector:
    def __init__(self, *parts):
        self.parts = tuple(parts)

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self.parts, other.parts)))

    def __mul__(self, k):
        return type(self)(*(a * k for a in self.parts))

    __rmul__ = __mul__

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))

    def __getitem__(self, index):
        return self.parts[index]

    def __eq__(self, other):
        return isinstance(other, Vector) and self.parts == other.parts

    def __hash__(self):
        return 1

    def __repr__(self):
        return "Vector({})".format(", ".join(map(str, self.parts)))


position, velocity = Vector(0, 10), Vector(2, 0)
for tick in range(12):
    velocity = velocity + 0.5 * Vector(0, -1)
    position = position + velocity
    if position[1] < 0:
        position = Vector(position[0], 0)
print(position, velocity @ velocity, position == Vector(24, 0), {position: "here"}[position])
