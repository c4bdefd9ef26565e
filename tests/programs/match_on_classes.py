from dataclasses import dataclass


@dataclass
class Circle:
    radius: float


@dataclass
class Box:
    width: float
    height: float = 1.0


def area(shape):
    match shape:
        case Circle(radius=r):
            return 3 * r * r
        case Box(w, h):
            return w * h


shapes = [Circle(1.0), Box(2.0), Box(2.0, 3.0)]
total = 0.0
for turn in range(9):
    total += area(shapes[turn % 3])
    shapes[turn % 3] = Circle(total / 100)
print(total)
