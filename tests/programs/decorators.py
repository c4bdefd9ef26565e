import functools


def counted(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        inner.calls += 1
        return f(*args, **kwargs)

    inner.calls = 0
    return inner


def scaled(by):
    def decorate(f):
        return lambda x: by * f(x)

    return decorate


@counted
def slope(x):
    """The slope of a square."""
    return 2 * x


@scaled(0.1)
def change(x):
    return slope(x)


x = 5.0
for i in range(12):
    x -= change(x)
print(x, slope.calls, slope.__name__, slope.__doc__)
