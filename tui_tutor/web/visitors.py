"""Who opens a page: told apart by a cookie, each with a folder of their own."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

COOKIE = "toytutor-visitor"

MOST = 500
"""Visitors whose folders are kept; of more the ones who came first are forgotten."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(eq=False)
class Visitor:
    """A browser: where its state lies, how many pages it has open, and the tutors that are leaving it."""

    folder: Path
    pages: int = 0
    leaving: set[asyncio.Task[str]] = field(default_factory=set)

    async def wait_for_leaving(self) -> None:
        """Wait for tutors that are leaving: a page that is loaded again is to find what the last one has kept."""
        if self.leaving:
            await asyncio.wait(self.leaving)


class Visitors:
    """All visitors since the server began; the folders lie in one that is removed with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._visitors: dict[str, Visitor] = {}

    def of(self, token: str | None) -> Visitor:
        """The visitor with a cookie; a new one for a cookie that was never seen, and for none.

        Raises what the disk raises.
        """
        # What stands on the disk opens nobody's session.
        name = hashlib.sha256((token if is_token(token) and token else new_token()).encode()).hexdigest()
        visitor = self._visitors.pop(name, None)
        if visitor is None:
            self._make_room()
            visitor = Visitor(self._folder / name)
            visitor.folder.mkdir(mode=0o700)
        # The one who came last stands last.
        self._visitors[name] = visitor
        return visitor

    def _make_room(self) -> None:
        idle = [name for name, visitor in self._visitors.items() if not visitor.pages]
        for name in idle[: max(0, len(self._visitors) + 1 - MOST)]:
            shutil.rmtree(self._visitors.pop(name).folder, ignore_errors=True)


def is_token(text: str | None) -> bool:
    """Whether a cookie's text may be one of ours."""
    return text is not None and _TOKEN.fullmatch(text) is not None


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)
