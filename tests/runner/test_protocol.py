from __future__ import annotations

import importlib
import io
import os
import pickle
import pkgutil
import struct
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from talk import at, script, toy

from tui_tutor import engine, quiz, study
from tui_tutor.engine.rewind.turns import Stand
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value, take
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.runner import wire
from tui_tutor.runner.protocol import (
    Arrived,
    Broken,
    Died,
    Fold,
    GoTo,
    Heard,
    Iterate,
    MoveBy,
    Open,
    Progress,
    Refused,
    Stop,
)
from tui_tutor.runner.wire import BY_VALUE, read, write
from tui_tutor.study.study import StudiedMoment, Study
from tui_tutor.study.why.verdict import Course

TRUSTED = [
    "tui_tutor.runner.protocol",
    "tui_tutor.engine.watch.moment",
    "tui_tutor.study.bowl",
    "tui_tutor.quiz.question",
]
"""Modules that messages have their classes from, and which import others, enumerations and dataclasses among them."""

MIXED = """import numpy as np
text = "seven"
several = [1, 2.5, None, (True, 3 + 4j)]
table = {"a": np.arange(3)}
flags = np.zeros((2, 3, 4)) > 0
many = np.array([1 + 2j, np.nan])
one = np.float32(0.1)
"""


def there_and_back(message: object) -> object:
    stream = io.BytesIO()
    write(stream, message)  # type: ignore[arg-type]
    stream.seek(0)
    found = read(stream)
    assert stream.read() == b""
    return found


@cache
def walker(mixed: bool) -> Walker:
    lesson = script(MIXED) if mixed else toy()
    engine = Engine(lesson.source, axes=dict(lesson.axes), seed=1)
    engine.open()
    engine.look_ahead()
    return Walker(engine)


def found(place: str, *, mixed: bool = False) -> StudiedMoment:
    position = walker(mixed).locate(at(place))
    assert not isinstance(position, str)
    return Study(walker(mixed).engine).moment(position)


def assert_same(one: object, other: object) -> None:
    """Every field, whatever holds it; numbers to the last bit."""
    assert type(one) is type(other)
    if isinstance(one, Value):
        assert isinstance(other, Value)
        assert one.same_as(other)
        assert (one.axes, one.weight, one.whole, one.token) == (other.axes, other.weight, other.whole, other.token)
    elif is_dataclass(one):
        for each in fields(one):
            assert_same(getattr(one, each.name), getattr(other, each.name))
    elif isinstance(one, tuple):
        assert isinstance(other, tuple)
        assert len(one) == len(other)
        for mine, theirs in zip(one, other, strict=True):
            assert_same(mine, theirs)
    else:
        assert repr(one) == repr(other)


@pytest.mark.parametrize(
    "message",
    [
        Open(3, "a.py", "x = 1\n", {"X": ("a", "b")}, "np.mean(x)", 7, at("253:7")),
        MoveBy(1, Move.LINE_BACK, True),
        Iterate(2, -10_000, False),
        GoTo(3, "error < 0.1 日本 \x00", True),
        Fold(4),
        Stop(5),
        Refused(6, (Problem("a.py", 1, 2, "no"),)),
        Broken(7, "TypeError: x", "tui_tutor/engine/rewind/run.py:7"),
        Died(-9, False),
        Died(-11, True, 3),
        Heard(8),
    ],
    ids=lambda message: type(message).__name__,
)
def test_plain_messages(message: object) -> None:
    assert there_and_back(message) == message


@pytest.mark.parametrize("place", ["setup:1", "setup:10", "0:3", "0:9", "0:31", "5:3"])
def test_moments(place: str) -> None:
    message = Arrived(4, found(place), "a note", ((0, 0.5), (1, float("nan"))))
    assert_same(there_and_back(message), message)


@pytest.mark.parametrize("operation", range(1, 14))
def test_moments_of_any_values(operation: int) -> None:
    message = Arrived(4, found(f"setup:{operation}", mixed=True), None, ())
    assert_same(there_and_back(message), message)


@pytest.mark.parametrize("enumeration", BY_VALUE)
def test_members_of_enumerations_as_the_first_releases_of_3_11_write_them(
    enumeration: type[Enum], monkeypatch: pytest.MonkeyPatch
) -> None:
    def reduced(member: Enum, _protocol: int) -> tuple[object, ...]:
        return getattr, (type(member), member.name)

    monkeypatch.setattr(enumeration, "__reduce_ex__", reduced)
    for member in enumeration:
        assert there_and_back(Broken(1, member, "")) == Broken(1, member, "")  # type: ignore[arg-type]


def test_every_enumeration_that_can_be_sent_is_written_by_value() -> None:
    rooms = (engine, study, quiz)
    names = [each.name for room in rooms for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    members = [each for name in names for each in vars(importlib.import_module(name)).values()]
    found = {each for each in members if isinstance(each, type) and issubclass(each, Enum) and list(each)}
    # Where a program stands is no part of what is told of it, and how its error goes is told from what is sent.
    assert found - {Stand, Course} == set(BY_VALUE)


def test_progress() -> None:
    message = Progress(4, 10, None, 60_000, found("0:3").names, ((0, 0.5),))
    assert_same(there_and_back(message), message)


def test_an_array_keeps_its_bits() -> None:
    value = take(np.array([[np.nan, -0.0], [1e-300, np.inf]]))
    message = Progress(1, 2, 3, 4, (NameState("x", value),), ())
    assert_same(there_and_back(message), message)


class Foreign:
    """Not a message."""


@pytest.mark.parametrize(
    "foreign",
    [Foreign(), Fraction(1, 2), os.system, eval, getattr, np.load, io.BytesIO, struct.Struct],
    ids=lambda foreign: getattr(foreign, "__name__", type(foreign).__name__),
)
def test_anything_else_is_refused(foreign: object) -> None:
    data = pickle.dumps(foreign)
    with pytest.raises(ValueError, match="a message cannot be read: it holds a"):
        read(io.BytesIO(struct.pack(">Q", len(data)) + data))


def test_nothing_is_called_on_the_way() -> None:
    data = b"cos\nsystem\n(S'exit 1'\ntR."
    with pytest.raises(ValueError, match=r"it holds a (os|posix)\.system"):
        read(io.BytesIO(struct.pack(">Q", len(data)) + data))


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("tui_tutor.runner.protocol", "pickle.loads"),
        ("tui_tutor.runner.protocol", "pickle"),
        ("tui_tutor.runner.protocol", "io.BytesIO"),
        ("tui_tutor.runner.protocol", "read"),
        ("tui_tutor.engine.watch.values", "np.load"),
        ("tui_tutor.engine.text.source", "Path"),
        ("tui_tutor.engine.watch.engine", "Engine"),
        ("tui_tutor.engine.watch.engine", "nothing_of_this_name"),
        ("tui_tutor.engine.no_such_module", "Value"),
        ("numpy", "load"),
    ],
)
def test_nor_by_way_of_modules_that_are_trusted(module: str, name: str) -> None:
    data = pickle.PROTO + b"\x04" + _text(module) + _text(name) + pickle.STACK_GLOBAL + b"."
    with pytest.raises(ValueError, match="a message cannot be read"):
        read(io.BytesIO(struct.pack(">Q", len(data)) + data))


@pytest.mark.parametrize("other", [None, 7, "text", {"a": 1}, 1j])
def test_what_is_no_message(other: object) -> None:
    data = pickle.dumps(other)
    with pytest.raises(ValueError, match="is no message"):
        read(io.BytesIO(struct.pack(">Q", len(data)) + data))


@pytest.mark.parametrize("module", TRUSTED)
def test_no_class_is_reached_through_a_module_that_only_imports_it(module: str) -> None:
    for name, found in vars(importlib.import_module(module)).items():
        if not isinstance(found, type) or found.__module__ == module:
            continue
        data = pickle.PROTO + b"\x04" + _text(module) + _text(name) + pickle.STACK_GLOBAL + b"."
        with pytest.raises(ValueError, match=f"it holds a {module}.{name}"):
            read(io.BytesIO(struct.pack(">Q", len(data)) + data))


def _text(text: str) -> bytes:
    return pickle.SHORT_BINUNICODE + bytes([len(text)]) + text.encode()


def test_the_end_of_a_stream() -> None:
    stream = io.BytesIO()
    write(stream, Fold(1))
    whole = stream.getvalue()
    for length in range(len(whole)):
        assert read(io.BytesIO(whole[:length])) is None


def test_a_message_that_cannot_be_so_long() -> None:
    with pytest.raises(ValueError, match="too long"):
        read(io.BytesIO(struct.pack(">Q", wire.LARGEST_FRAME + 1)))


@given(st.binary(max_size=60))
def test_noise_never_makes_a_message(noise: bytes) -> None:
    with pytest.raises(ValueError, match="message"):
        read(io.BytesIO(struct.pack(">Q", len(noise)) + noise))
