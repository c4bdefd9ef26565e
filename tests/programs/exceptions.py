class TooLarge(ValueError):
    pass


def check(x):
    if x > 5:
        raise TooLarge("too large")
    return x


caught = []
for j in range(30):
    try:
        check(j % 8)
    except TooLarge as error:
        caught.append((j, str(error)))
    else:
        caught.append(j)
    finally:
        last = j
print(caught, last)
