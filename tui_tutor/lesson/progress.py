"""What a learner has done, kept on disk: a small file for each program, found by the program's text."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from tui_tutor.engine.text.files import NoFileError, read_within
from tui_tutor.engine.watch.position import parse_position
from tui_tutor.lesson.state import (
    TROUBLES,
    locked,
    make_folder,
    plain,
    reason,
    state_folder,
    write_whole,
)

FORMAT = 1  # greater in the files of a newer toytutor
LARGEST_FILE = 5_000_000  # bytes
MOST_ANSWERS = 2_000  # the newest
MOST_PINS = 8  # the first
MOST_STEPS = 10_000  # seen ones, the first
PATIENCE = 0.2  # seconds to wait for another tutor that is writing, before it is written all the same
MOST_SWEPT = 10_000  # files that are looked at for what killed writers left
LEFT_OVER = 3600.0  # seconds after which a temporary file must be that of a writer that was killed

_LARGEST_NUMBER = 10**18 - 1
_KEY = re.compile(r"[0-9a-z][0-9a-z_-]{0,99}")
_TEMPORARY = re.compile(r"\.[0-9a-z_-]+\.[0-9]+\.[0-9a-f]{16}\.tmp")
_ANSWER_TEXTS = ("kind", "question", "code", "where", "guess", "truth")
_PLAIN_FIELDS = ("title", "furthest", "steps", "finished", "asking")
_Answers = dict[tuple[str, str, str], "Answer"]
"""By position, kind and question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one question was answered.

    `kind` is what was asked for ("shape", "sign"), `question` its words, `code` the operation's text, `where` the
    position as text. `guess` is what the learner said, `truth` what the program says.
    """

    kind: str
    question: str
    code: str
    where: str
    guess: str
    truth: str
    right: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner has come in one program.

    `position` is where the learner stands, as text ("253:7", "setup:3", "end:2"); `furthest` is the last iteration
    that was reached, -1 where none was. `steps_seen` are numbers of steps, `steps` is how many there are, `finished`
    whether all were seen (without any, the end). `loop` is the line of the main loop that the learner chose, for which
    the position holds; None where that is the tutor's choice. `answers` go from the oldest on; `asking` is
    whether questions are on, `pins` what is kept in sight, None where that was never chosen, `plot` the expression
    that they want to be plotted, None for what the lesson plots. `inputs` are what they say that the network's inputs
    and output are called, None where nothing was said.
    """

    title: str = ""
    position: str | None = None
    furthest: int = -1
    steps_seen: frozenset[int] = frozenset()
    steps: int = 0
    finished: bool = False
    answers: tuple[Answer, ...] = ()
    asking: bool = False
    loop: int | None = None
    pins: tuple[str, ...] | None = None
    plot: str | None = None
    inputs: tuple[str, str] | None = None


def content_key(source_text: str) -> str:
    """The key of a program's progress: 16 hexadecimal digits, from its text alone.

    A program that is renamed or moved keeps its progress.
    """
    return hashlib.sha256(source_text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Store:
    """The progress of every program, a file `<key>.json` for each, in a folder that several tutors may share.

    No method raises for any state of the disk. What cannot be written is kept in memory as long as the store is. The
    notes are sentences to show; that the folder or a file cannot be used is said once for each store. A key is what
    `content_key` gives: up to 100 small letters, digits, `_` and `-`; any other is kept in memory only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = state_folder() if folder is None else folder
        self._memory: dict[str, Progress] = {}
        self._forgotten: set[str] = set()
        self._known: dict[str, _Answers] = {}
        self._said: set[str] = set()

    def load(self, key: str) -> tuple[Progress, str | None]:
        """The progress kept for a key, and a sentence where something was wrong with it.

        An unused Progress where there is none. A damaged file is put aside as `<key>.damaged`; the file of a newer
        toytutor is left as it is.
        """
        self._sweep()
        try:
            found, note = self._find(key)
        except _NewerError:
            found, note = (
                None,
                f"you begin anew: what was kept is of a newer toytutor, and left as it is: {self._shown(key)}",
            )
        except TROUBLES as error:
            found, note = None, self._trouble(error)
        if found is not None:
            self._known[key] = _by_question(found.answers)
        return self._with_memory(key, found), note

    def save(self, key: str, progress: Progress) -> str | None:
        """Keep the progress of a key, and give a sentence, once, where it cannot be written.

        What another tutor has written meanwhile is united with it: steps seen, answers, the furthest iteration and
        whether the end was reached; of two answers to one question at one position the newer is kept, and of
        everything else this one.
        """
        mine = _unite(self._memory.get(key), _tidy(progress), {})
        try:
            make_folder(self.folder)
            with locked(self.folder, PATIENCE):
                found, _ = self._find(key, is_locked=True)
                write_whole(self._path(key), _encode(key, _unite(found, mine, self._known.get(key, {}))))
        except _NewerError:
            self._memory[key] = mine
            return self._once(key, f"progress lasts until you leave: a newer toytutor wrote {self._shown(key)}")
        except TROUBLES as error:
            self._memory[key] = mine
            return self._trouble(error)
        self._memory.pop(key, None)
        self._forgotten.discard(key)
        self._known.setdefault(key, {}).update(_by_question(mine.answers))
        return None

    def forget(self, key: str) -> str | None:
        """Forget the progress of a key, and give a sentence where its file cannot be removed.

        For this store it is forgotten in any case. The file of a newer toytutor is left as it is.
        """
        self._memory.pop(key, None)
        self._known.pop(key, None)
        try:
            with locked(self.folder, PATIENCE):
                with suppress(OSError):
                    self._find(key, is_locked=True)
                with suppress(FileNotFoundError, NotADirectoryError):
                    self._path(key).unlink()
        except _NewerError:
            return f"what was kept is of a newer toytutor, and left as it is: {self._shown(key)}"
        except TROUBLES as error:
            self._forgotten.add(key)
            return f"what was kept cannot be removed ({reason(error)}): {self._shown(key)}"
        self._forgotten.discard(key)
        return None

    def all(self, among: Iterable[str] | None = None) -> dict[str, Progress]:
        """The progress of every key, or of every one `among` some, sorted by key.

        Files that are damaged or of a newer toytutor are left out.
        """
        keys, kept = set(self._memory if among is None else among), {}
        if among is None:
            with suppress(*TROUBLES):
                keys |= {path.stem for path in self.folder.iterdir() if path.suffix == ".json"}
        for key in sorted(keys):
            found = None
            with suppress(_DamagedError, _NewerError, *TROUBLES):
                found = self._read(key)
            if found is not None or key in self._memory:
                kept[key] = self._with_memory(key, found)
        return kept

    def _with_memory(self, key: str, found: Progress | None) -> Progress:
        """What was read, united with what could not be written."""
        pending = self._memory.get(key)
        return (found or Progress()) if pending is None else _unite(found, pending, self._known.get(key, {}))

    def _path(self, key: str) -> Path:
        """The file of a key. Raises ValueError for a text that might lead to another folder."""
        if _KEY.fullmatch(key) is None:
            raise ValueError(f"{key!r} is no key")
        return self.folder / f"{key}.json"

    def _shown(self, key: str) -> str:
        return plain(str(self.folder / f"{key}.json"))

    def _trouble(self, error: BaseException) -> str | None:
        where = plain(str(self.folder))
        return self._once("", f"progress lasts until you leave: it cannot be kept ({reason(error)}) in {where}")

    def _once(self, topic: str, note: str) -> str | None:
        """The note, if the topic (a key, "" for the folder) has not been spoken of."""
        said = topic in self._said
        self._said.add(topic)
        return None if said else note

    def _read(self, key: str) -> Progress | None:
        """What the file of a key says. Raises _DamagedError, _NewerError, and what the disk raises."""
        path = self._path(key)
        try:
            data = read_within(path, LARGEST_FILE)
        except NoFileError as error:
            raise _DamagedError(f"it {error}") from None
        except FileNotFoundError:
            return None
        progress = _decode(key, data)
        return None if key in self._forgotten else progress

    def _find(self, key: str, *, is_locked: bool = False) -> tuple[Progress | None, str | None]:
        """What the file of a key says; a damaged one is put aside, with a note."""
        try:
            return self._read(key), None
        except _DamagedError as error:
            if not is_locked:
                # Read again under the lock, as another tutor may have mended the file: a good one stays.
                with locked(self.folder, PATIENCE):
                    return self._find(key, is_locked=True)
            aside = self._path(key).with_suffix(".damaged")
            outcome = "it was put aside as"
            try:
                _move(self._path(key), aside)
            except TROUBLES as trouble:
                outcome = f"it cannot be put aside ({reason(trouble)}) as"
            return None, f"you begin anew: what was kept is damaged ({error}), and {outcome} {plain(str(aside))}"

    def _sweep(self) -> None:
        """Remove what killed writers left."""
        with suppress(*TROUBLES):
            for path in islice(self.folder.iterdir(), MOST_SWEPT):
                with suppress(OSError):
                    if _TEMPORARY.fullmatch(path.name) and time.time() - path.lstat().st_mtime > LEFT_OVER:
                        path.unlink()


class _DamagedError(Exception):
    """A file holds nothing that can be used; says why."""


class _NewerError(Exception):
    """A file is of a newer format."""


def _unite(found: Progress | None, mine: Progress, known: _Answers) -> Progress:
    """My progress with what was found; `known` are those of my answers that were found or written before."""
    if found is None:
        return mine
    theirs, ours = _by_question(found.answers), _by_question(mine.answers)
    # A tutor hands in all its answers each time: only those it did not hand in before are newer than the file's.
    news = {at: answer for at, answer in ours.items() if known.get(at) != answer}
    lost = [answer for at, answer in ours.items() if at not in news and at not in theirs]
    kept = [answer for at, answer in theirs.items() if at not in news]
    furthest, seen = max(found.furthest, mine.furthest), found.steps_seen | mine.steps_seen
    answers, finished = (*lost, *kept, *news.values()), found.finished or mine.finished
    return _tidy(replace(mine, furthest=furthest, steps_seen=seen, finished=finished, answers=answers))


def _by_question(answers: Iterable[Answer]) -> _Answers:
    """The answers by what was asked where, the newest of each, in the order of their age."""
    asked: _Answers = {}
    for answer in answers:
        at = (answer.where, answer.kind, answer.question)
        asked.pop(at, None)
        asked[at] = answer
    return asked


def _tidy(progress: Progress) -> Progress:
    """The progress within all limits, its numbers Python's own."""
    position = plain(progress.position or "")
    seen = sorted({int(step) for step in progress.steps_seen if 0 <= step <= _LARGEST_NUMBER})
    answers: list[Answer] = []
    for answer in progress.answers:
        texts: dict[str, Any] = {name: plain(getattr(answer, name)) for name in _ANSWER_TEXTS}
        answers.append(Answer(**texts, right=bool(answer.right)))
    return Progress(
        title=plain(progress.title),
        position=position if len(position) <= 40 and parse_position(position) else None,
        furthest=min(max(int(progress.furthest), -1), _LARGEST_NUMBER),
        steps_seen=frozenset(seen[:MOST_STEPS]),
        steps=min(max(int(progress.steps), 0), _LARGEST_NUMBER),
        finished=bool(progress.finished),
        answers=tuple(_by_question(answers).values())[-MOST_ANSWERS:],
        asking=bool(progress.asking),
        loop=int(progress.loop) if progress.loop is not None and 0 < progress.loop <= _LARGEST_NUMBER else None,
        pins=tuple(plain(each) for each in progress.pins[:MOST_PINS]) if progress.pins is not None else None,
        plot=plain(progress.plot) if progress.plot else None,
        inputs=(plain(progress.inputs[0]), plain(progress.inputs[1])) if progress.inputs is not None else None,
    )


def _encode(key: str, progress: Progress) -> bytes:
    """The file of a progress; the oldest answers are left out where it would be too large."""
    content = {"format": FORMAT, "key": key, **asdict(progress), "steps_seen": sorted(progress.steps_seen)}
    data = json.dumps(content, ensure_ascii=False).encode("utf-8")
    if len(data) <= LARGEST_FILE:
        return data
    return _encode(key, replace(progress, answers=progress.answers[len(progress.answers) // 8 + 1 :]))


def _decode(key: str, data: bytes) -> Progress:
    """What a file says. Raises _DamagedError and _NewerError."""
    if len(data) > LARGEST_FILE:
        raise _DamagedError(f"it is larger than {LARGEST_FILE:,} bytes")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _DamagedError("it is not JSON") from None
    # type() and not isinstance(), here and below: true is an int to Python.
    ours = isinstance(content, dict) and type(content.get("format")) is int and content.get("key", key) == key
    if ours and content["format"] > FORMAT:
        raise _NewerError
    if not ours or content["format"] < FORMAT or "key" not in content:
        raise _DamagedError("it is not toytutor's file for this program")
    fields = {name: _take(content, name, getattr(Progress(), name)) for name in _PLAIN_FIELDS}
    position = _take(content, "position", None if content.get("position") is None else "")
    loop = _take(content, "loop", None if content.get("loop") is None else 0)
    plot = _take(content, "plot", None if content.get("plot") is None else "")
    answers = tuple(map(_answer, _take(content, "answers", [])))
    seen = _take(content, "steps_seen", [])
    if any(type(step) is not int for step in seen):
        raise _DamagedError("its steps_seen are wrong")
    inputs = _texts(content, "inputs")
    if inputs is not None and len(inputs) != 2:
        raise _DamagedError("its inputs are wrong")
    return _tidy(
        Progress(
            position=position,
            steps_seen=frozenset(seen),
            answers=answers,
            loop=loop,
            pins=_texts(content, "pins"),
            plot=plot,
            inputs=(inputs[0], inputs[1]) if inputs is not None else None,
            **fields,
        )
    )


def _texts(content: dict[str, Any], name: str) -> tuple[str, ...] | None:
    texts = _take(content, name, []) if content.get(name) is not None else None
    if texts is not None and any(type(each) is not str for each in texts):
        raise _DamagedError(f"its {name} are wrong")
    return tuple(texts) if texts is not None else None


def _answer(item: object) -> Answer:
    if not isinstance(item, dict) or not item.keys() >= {*_ANSWER_TEXTS, "right"}:
        raise _DamagedError("its answers are wrong")
    texts = {name: _take(item, name, "") for name in _ANSWER_TEXTS}
    return Answer(**texts, right=_take(item, "right", False))


def _take(content: dict[str, Any], name: str, default: object) -> Any:
    """A value of exactly the type of its default. Raises _DamagedError for another."""
    value = content.get(name, default)
    if type(value) is not type(default):
        raise _DamagedError(f"its {name} is wrong")
    return value


def _move(path: Path, aside: Path) -> None:
    """Move a file or folder onto a name, and replace whatever has that name."""
    try:
        path.replace(aside)
    except OSError:
        # A file does not replace a folder, nor a folder a file.
        if aside.is_dir() and not aside.is_symlink():
            shutil.rmtree(aside)
        elif path.is_dir():
            aside.unlink()
        else:
            raise
        path.replace(aside)
