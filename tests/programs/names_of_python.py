type = 0.5
id = [1, 2]
dir = {"a": 1}
input = lambda x: x * 2
hash = 0
for object in range(12):
    hash += input(object) * type
    id.append(hash)
    dir["b"] = len(id)
print(type, id[-1], dir, hash)
