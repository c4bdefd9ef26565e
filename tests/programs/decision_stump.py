from dataclasses import dataclass
from typing import Optional


@dataclass(order=True)
class Split:
    impurity: float
    feature: int = 0
    threshold: float = 0.0
    left: Optional["Split"] = None


def gini(labels):
    counts = {label: labels.count(label) for label in set(labels)}
    return 1 - sum((n / len(labels)) ** 2 for n in counts.values()) if labels else 0.0


rows = [(2.0, 1.0, "a"), (3.0, 4.0, "b"), (1.0, 3.5, "b"), (2.5, 0.5, "a")]
best = Split(9.0)
for feature in range(2):
    for row in rows:
        left = [r[-1] for r in rows if r[feature] <= row[feature]]
        right = [r[-1] for r in rows if r[feature] > row[feature]]
        score = (len(left) * gini(left) + len(right) * gini(right)) / len(rows)
        best = min(best, Split(score, feature, row[feature]))
print(best)
