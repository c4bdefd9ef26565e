def batches(n):
    for i in range(n):
        yield [i, i + 1]


total = 0
for batch in batches(30):
    total += sum(batch)
    print(batch, total)
print(total)
