import numpy as np


class ShapeError(ValueError):
    def __init__(self, shape, message="wrong shape"):
        super().__init__(f"{message}: {shape}")
        self.shape = shape


def check(x):
    if x.ndim != 2:
        raise ShapeError(x.shape)
    return x


problems = []
for i in range(9):
    x = np.zeros((2, 2)) if i % 3 else np.zeros(i + 1)
    try:
        check(x)
    except ShapeError as e:
        problems.append((str(e), e.shape))
    except (TypeError, KeyError):
        raise
    else:
        problems.append("fine")
    finally:
        last = i
try:
    np.linalg.inv(np.zeros((2, 2)))
except np.linalg.LinAlgError as error:
    print(error)
try:
    assert last == 0, "not the first"
except AssertionError as error:
    print(problems[:3], last, error.args)
