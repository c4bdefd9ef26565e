"""What the tests of notices share: a program's text, run and looked at."""

from __future__ import annotations

from collections.abc import Iterable

from engine_help import SEED, source_of

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP
from tui_tutor.study.notices.book import Book, Met
from tui_tutor.study.study import Study

FIRST = (0, 1, 2)


def book_of(text: str, iterations: Iterable[int] = FIRST, curve: str | None = None, **options: object) -> Book:
    """The notices of a program: of its setup, of some iterations, and of its end where it comes to it."""
    engine = Engine(source_of(text), **{"seed": SEED, "curve": curve, **options})  # type: ignore[arg-type]
    engine.open()
    study = Study(engine)
    study.book.of(SETUP)
    if engine.has_loop:
        wanted = list(iterations)
        engine.run_to(max(wanted))
        last = engine.last_known
        study.book.look_at(sorted({min(each, last) for each in wanted}))
        if engine.is_complete:
            study.book.of(END)
    return study.book


def met(text: str, iterations: Iterable[int] = FIRST, curve: str | None = None) -> list[Met]:
    return list(book_of(text, iterations, curve).met)


def kinds(text: str, iterations: Iterable[int] = FIRST, curve: str | None = None) -> set[str]:
    return {each.kind for each in met(text, iterations, curve)}
