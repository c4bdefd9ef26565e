"""An array whose rows have names for their parts: a small survey of trees, measured again each year."""

import sys

import numpy as np

kinds = np.dtype([("height", np.float64), ("age", "i4")])
trees = np.zeros(4, dtype=[("name", "U8"), ("height", float), ("age", int), ("place", float, 2)])
trees["name"] = ["oak", "ash", "elm", "fir"]
trees["height"] = [3.0, 2.5, 4.0, 1.5]
trees["age"] = [9, 7, 12, 3]
seen = np.zeros(3, dtype=kinds)
pairs = np.zeros(2, dtype="i4, f8")

for year in range(5):
    trees["age"] += 1
    for tree in trees:
        tree["height"] += 4.0 / tree["age"]
        tree["place"] += (0.25, -0.5)
    tallest = trees[np.argmax(trees["height"])]
    seen[year % 3] = (tallest["height"], tallest["age"])
    pairs["f1"][year % 2] += trees["height"].mean()
    print(year, tallest["name"], round(float(tallest["height"]), 3), seen["age"], pairs["f1"])

print(np.sort(trees, order="age")["name"], trees.dtype.names, trees[["name", "age"]])
print(seen, trees.itemsize, sys.getsizeof(trees[0]) > 0, np.__version__.count(".") > 0)
