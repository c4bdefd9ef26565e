"""Generators that are given values while they wait, in every kind of statement."""

import numpy as np


def averager(start):
    total, count = start, 0
    mean = 0.0
    while True:
        x = yield mean
        total += x
        count += 1
        mean = total / count


def tracker(w):
    seen = []
    first, second = yield w.sum()
    while True:
        if (yield len(seen) + first):
            seen.append(second * 2)
        w -= 0.1 * np.abs((yield w[0] + 1) - 0.5)
        second += yield seen


def delegating(w):
    last = yield from inner(w)
    while True:
        got = yield last + 1
        last = got * 2


def inner(w):
    a = yield w[0]
    b = yield a + w[1]
    return a + b


mean, track, parts = averager(0.5), tracker(np.ones(3)), delegating(np.array([1.0, 2.0]))
next(mean)
next(track)
next(parts)
track.send((1, 2.5))
losses = []
for j in range(12):
    losses.append(mean.send(j * 2.0))
    told = track.send(j % 2 if j % 3 == 0 else float(j))
    losses.append(parts.send(j - 1.5))
print(losses)
print(told)
