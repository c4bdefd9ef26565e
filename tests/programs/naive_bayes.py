import math
from collections import Counter, defaultdict

spam = ["win money now", "free money"]
ham = ["meeting at noon", "lunch at noon now"]
counts = defaultdict(Counter)
totals = Counter()
for label, texts in (("spam", spam), ("ham", ham)):
    for text in texts:
        for word in text.split():
            counts[label][word] += 1
            totals[label] += 1
vocabulary = {word for counter in counts.values() for word in counter}
for text in ["money now", "at noon", "free lunch", "win"]:
    scores = {
        label: sum(math.log((counts[label][w] + 1) / (totals[label] + len(vocabulary))) for w in text.split())
        for label in counts
    }
    print(text, max(scores, key=scores.get), {k: round(v, 3) for k, v in scores.items()})
