data = [3, 1, 4, 1, 5, 9, 2, 6]
best = -1
while data and (top := data.pop()) != 3:
    if (square := top * top) > best:
        best = square
    doubled = [y := top + k for k in range(3)]
print(top, square, best, y, doubled, any((hit := v) > 8 for v in [1, 9]), hit)
