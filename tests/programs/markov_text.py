import random
from collections import defaultdict

random.seed(5)
words = "one fish two fish red fish blue fish".split(" ")
table = defaultdict(list)
for a, b in zip(words, words[1:]):
    table[a].append(b)
word, said = "one", []
while len(said) < 12:
    said.append(word.capitalize())
    word = random.choice(table.get(word) or ["one"])
print(" ".join(said), sorted(table), ord("a"), chr(98), hex(255))
