def pairs(table):
    for key in table:
        yield key, table[key]


def again(table):
    yield from pairs(table)
    yield from reversed(list(pairs(table)))


table = {str(n): n * n for n in range(12)}
seen = {}
for key, value in again(table):
    seen[key] = seen.get(key, 0) + value
print(seen)
