class Value:
    __array_priority__ = 10

    def __init__(self, data, children=()):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = list(children)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    __radd__ = __add__
    __rmul__ = __mul__

    def __repr__(self):
        return "Value(data={:.4f}, grad={:.4f})".format(self.data, self.grad)

    def backward(self):
        order, seen = [], []

        def visit(v):
            if not any(v is s for s in seen):
                seen.append(v)
                for child in v._prev:
                    visit(child)
                order.append(v)

        visit(self)
        self.grad = 1.0
        for v in reversed(order):
            v._backward()


w, b = Value(0.5), Value(0.0)
for step in range(5):
    loss = Value(0.0)
    for x, y in [(1.0, 2.0), (2.0, 4.0)]:
        error = w * x + b + (-y)
        loss = loss + error * error
    w.grad = b.grad = 0.0
    loss.backward()
    w.data -= 0.02 * w.grad
    b.data -= 0.02 * b.grad
print(w, b, 2 * w)
