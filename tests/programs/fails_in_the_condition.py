def far(x):
    return 1 / (5 - x) > 0


x = 0
while far(x):
    x += 1
print(x)
