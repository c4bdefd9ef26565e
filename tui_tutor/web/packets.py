"""What goes to and fro between a page, the server and a tutor: read with suspicion, written in few bytes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

PRELUDE = b"__GANGLION__\n"
"""What Textual's web driver writes before its first packet."""

DATA, META = b"D", b"M"
"""Kinds of packets: what a terminal would get or give, and what is told beside it."""

WIDEST, HIGHEST = 400, 150
"""Columns and rows; a page that claims more would have the tutor draw for nobody."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, the mouse or a pasted text, as a terminal sends them."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """The size of the page in columns and rows."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Focused:
    """Whether the page has the keyboard."""

    has_it: bool


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks for an answer with the same text."""

    text: str


Message = Typed | Resized | Focused | Ping


def read_message(text: str) -> Message | None:
    """What a page says; None where it is nothing that a page would say."""
    try:
        envelope = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match envelope:
        case ["stdin", str(typed)]:
            # Half a surrogate pair is no character, and nothing at all would be the end of what the tutor reads.
            data = typed.encode("utf-8", "ignore")
            return Typed(data) if data else None
        case ["resize", {"width": width, "height": height}] if _are_numbers(width, height):
            return Resized(*within(width, height))
        case ["focus"]:
            return Focused(True)
        case ["blur"]:
            return Focused(False)
        case ["ping", str(text)]:
            return Ping(text)
    return None


def within(width: int, height: int) -> tuple[int, int]:
    """A size that can be drawn, near the one that a page claims to have."""
    return max(1, min(width, WIDEST)), max(1, min(height, HIGHEST))


def packet(kind: bytes, payload: bytes) -> bytes:
    """A packet for the tutor's standard input."""
    return kind + len(payload).to_bytes(4, "big") + payload


def meta(**told: object) -> bytes:
    """A packet that tells the tutor something beside the keys."""
    return packet(META, json.dumps(told).encode())


async def packets(stream: asyncio.StreamReader) -> AsyncIterator[tuple[bytes, bytes]]:
    """Kind and payload of each packet that a tutor writes, until it writes no more."""
    try:
        if await stream.readexactly(len(PRELUDE)) != PRELUDE:
            return
        while True:
            kind, size = await stream.readexactly(1), await stream.readexactly(4)
            yield kind, await stream.readexactly(int.from_bytes(size, "big"))
    except (asyncio.IncompleteReadError, ConnectionError):
        return


def _are_numbers(*values: object) -> bool:
    return all(type(value) is int for value in values)
