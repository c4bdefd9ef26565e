"""What a learner typed into the editor and has not stepped: kept in files of its own, so that nothing is lost."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from tui_tutor.engine.text.files import NoFileError, read_within
from tui_tutor.lesson.keeper import Latest
from tui_tutor.lesson.progress import content_key
from tui_tutor.lesson.state import (
    TROUBLES,
    locked,
    make_folder,
    plain,
    reason,
    state_folder,
    write_whole,
)

LARGEST = 1_000_000
"""Characters; no program that a person edits comes near it."""

MOST = 9
"""Drafts of one program: of tutors that edit it at the same time, and older ones that nobody has given up."""

PATIENCE = 0.5
"""Seconds to wait for another tutor that is writing a draft."""

LEFT_OVER = 30 * 86_400.0
"""Seconds after which a suspicion is dropped."""

_MOST_SWEPT = 1_000
_LARGEST_FILE = 4 * LARGEST


@dataclass(frozen=True, slots=True)
class _Held:
    """A draft of this tutor's: its text, and the file that it lies in with the bytes that were last seen there.

    The text is None from when the draft is given up until its file is removed.
    """

    text: str | None
    path: Path | None = None
    data: bytes = b""


class Drafts:
    """Drafts by the text of the original program, for several tutors at a time.

    A file is written over only while it holds what this tutor has read or written there; else another tutor's draft
    lies in it, and this one gets a file of its own. Where the disk refuses drafts live in memory only. No method
    raises for any state of the disk. All may be called on any thread.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder if folder is not None else state_folder() / "drafts"
        self._held: dict[str, _Held] = {}
        self._given_up: set[tuple[Path, bytes]] = set()
        self._lock = threading.RLock()

    def load(self, original: str) -> str | None:
        """The draft for a program, the newest that is under no suspicion; None where there is none."""
        key = content_key(original)
        with self._lock:
            held = self._held.get(key)
            if held is None:
                found = [each for each in self._read_all(key) if each.text != original and not self._is_odd(each)]
                if not found:
                    return None
                self._held[key] = held = found[0]
            return held.text if held.text != original else None

    def withheld(self, original: str) -> str | None:
        """The newest draft under suspicion, to be opened only if somebody asks for it."""
        with self._lock:
            found = self._read_all(content_key(original))
            return next((each.text for each in found if self._is_odd(each)), None)

    def hold(self, original: str, text: str | None) -> None:
        """Have `load` give a draft from now on, or None; nothing is written yet."""
        key = content_key(original)
        with self._lock:
            held = self._held.get(key)
            self._held[key] = replace(held, text=text) if held is not None else _Held(text)

    def save(self, original: str, text: str | None) -> str | None:
        """Keep a draft, and give a sentence where it cannot be written; None forgets this tutor's draft."""
        key = content_key(original)
        with self._lock:
            if text is None:
                self._forget(key)
                return None
            self.hold(original, text)
            if len(text) > LARGEST:
                return f"what you typed lasts until you leave: it has more than {LARGEST:,} characters"
            try:
                data = text.encode("utf-8")
                make_folder(self._folder)
                with locked(self._folder, PATIENCE):
                    path = self._place(key)
                    if path is None:
                        return f"what you typed lasts until you leave: {MOST} other drafts of this program are kept"
                    write_whole(path, data)
            except (*TROUBLES, NoFileError) as error:
                where = plain(str(self._folder))
                return f"what you typed lasts until you leave: it cannot be kept ({reason(error)}) in {where}"
            self._held[key] = _Held(text, path, data)
            return None

    def suspect(self, text: str) -> None:
        """From now on this text may be what ends the program or the tutor: as long as it is not cleared of that."""
        with suppress(*TROUBLES):
            make_folder(self._folder)
            self._mark(text).touch()

    def clear(self, text: str) -> None:
        """What was to be done with this text went well."""
        with suppress(*TROUBLES):
            self._mark(text).unlink(missing_ok=True)

    def is_suspect(self, text: str) -> bool:
        """Whether something ended, perhaps this tutor, while something was done with this text."""
        with suppress(*TROUBLES):
            return time.time() - self._mark(text).lstat().st_mtime < LEFT_OVER
        return False

    def _is_odd(self, held: _Held) -> bool:
        return held.text is not None and self.is_suspect(held.text)

    def _forget(self, key: str) -> None:
        held = self._held.pop(key, None)
        if held is None or held.path is None:
            return
        with suppress(*TROUBLES, NoFileError), locked(self._folder, PATIENCE):
            if _content(held.path) == held.data:
                # Where it cannot be removed it is not offered again at least.
                self._given_up.add((held.path, held.data))
                held.path.unlink()

    def _place(self, key: str) -> Path | None:
        """Where this tutor's draft goes: to where it lies, unless another tutor has been there; None is nowhere."""
        held = self._held.get(key)
        if held is not None and held.path is not None and _content(held.path) in (held.data, None):
            return held.path
        return next((path for path in self._paths(key) if _content(path) is None), None)

    def _read_all(self, key: str) -> list[_Held]:
        """The drafts on the disk, the newest first."""
        self._sweep()
        found = []
        for number, path in enumerate(self._paths(key)):
            with suppress(*TROUBLES, NoFileError):
                data = read_within(path, _LARGEST_FILE)
                text = data.decode("utf-8")
                if len(text) <= LARGEST and (path, data) not in self._given_up:
                    found.append((path.stat().st_mtime_ns, number, _Held(text, path, data)))
        return [held for *_, held in sorted(found, key=lambda each: each[:2], reverse=True)]

    def _paths(self, key: str) -> Iterator[Path]:
        yield self._folder / f"{key}.py"
        yield from (self._folder / f"{key}-{number}.py" for number in range(2, MOST + 1))

    def _mark(self, text: str) -> Path:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self._folder / f"{digest}.suspect"

    def _sweep(self) -> None:
        """Remove suspicions that are old."""
        with suppress(*TROUBLES):
            for path in islice(self._folder.glob("*.suspect"), _MOST_SWEPT):
                with suppress(OSError):
                    if time.time() - path.lstat().st_mtime > LEFT_OVER:
                        path.unlink()


class Draft:
    """The draft of one program, as an editor needs it: nothing here waits for the disk, but `close`."""

    def __init__(self, drafts: Drafts, original: str, say: Callable[[str], None]) -> None:
        """`say` is given what there is to say of keeping it, as `Latest` says it."""
        self._drafts = drafts
        self._original = original
        self._tried: str | None = None
        self._latest: Latest[str | None] = Latest(lambda text: drafts.save(original, text), say)

    def keep(self, text: str) -> None:
        """Keep a text; the original itself is no draft."""
        kept = text if text != self._original else None
        self._drafts.hold(self._original, kept)
        self._latest.keep(kept)

    def is_tried(self, text: str) -> None:
        """Something is done with a text now that may be too much for the tutor or for the program's process."""
        if text != self._original:
            self._tried = text
            self._drafts.suspect(text)

    def went_well(self, text: str) -> None:
        """It was not too much."""
        if text == self._tried:
            self._tried = None
            self._drafts.clear(text)

    def was_too_much(self, text: str) -> None:
        """It was; the text is not opened again unless somebody asks for it."""
        self.is_tried(text)
        self._tried = None

    def close(self, *, left: bool = True) -> None:
        """Write what is left to write. What is being tried was not too much where the tutor is `left` on purpose."""
        self._latest.close()
        if left and self._tried is not None:
            self.went_well(self._tried)


def _content(path: Path) -> bytes | None:
    """What is in a file; None where there is none. Raises what the disk raises, and NoFileError."""
    try:
        return read_within(path, _LARGEST_FILE)
    except FileNotFoundError:
        return None
