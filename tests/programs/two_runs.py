def run(n):
    total = 0
    for j in range(n):
        total += j
    return total


a = run(3)
b = run(40)
print(a, b)
