from collections import Counter, OrderedDict, defaultdict

text = "the cat and the dog and the bird".split()
counts = Counter()
followers = defaultdict(list)
seen = OrderedDict()
before = None
for word in text:
    counts[word] += 1
    followers[before].append(word)
    seen[word] = len(seen)
    seen.move_to_end(word)
    before = word
print(counts.most_common(2), dict(followers), list(seen.items()), sum(counts.values()))
