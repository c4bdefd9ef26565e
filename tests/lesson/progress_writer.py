"""Keeps progress without end, and says after each time which one is kept; run as a process that is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from tui_tutor.lesson.progress import MOST_ANSWERS, Answer, Progress, Store


def answer(number: int) -> Answer:
    return Answer("sign", "which sign? " * 10, "σ(l0 ⋅ syn0)", f"{number}:1", "−", "+", number % 2 == 0)


def written(number: int, answers: tuple[Answer, ...]) -> Progress:
    return Progress("Größe", f"{number}:1", number, frozenset(range(number % 50)), 50, number > 9, answers)


def kept(number: int) -> Progress:
    """What is on the disk after writer number `number`, and all before, have written."""
    answers = tuple(answer(each) for each in range(number + 1))[-MOST_ANSWERS:]
    seen = frozenset(range(max((each % 50 for each in range(number + 1)), default=0)))
    return Progress("Größe", f"{number}:1", number, seen, 50, number > 9, answers)


def main() -> None:
    store = Store(Path(sys.argv[1]))
    number = store.load(sys.argv[2])[0].furthest
    print(number, flush=True)
    while True:
        number += 1
        if store.save(sys.argv[2], written(number, (answer(number),))) is not None:
            sys.exit("the progress could not be kept")
        print(number, flush=True)


if __name__ == "__main__":
    main()
