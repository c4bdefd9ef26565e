from __future__ import annotations

import asyncio
import json

import pytest

from tui_tutor.web.packets import (
    DATA,
    HIGHEST,
    META,
    PRELUDE,
    WIDEST,
    Focused,
    Message,
    Ping,
    Resized,
    Typed,
    meta,
    packet,
    packets,
    read_message,
)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (["stdin", "→"], Typed("→".encode())),
        (["stdin", ""], None),
        (["stdin", "a\ud800b"], Typed(b"ab")),
        (["stdin", "\ud800"], None),
        (["stdin", 1], None),
        (["stdin"], None),
        (["resize", {"width": 120, "height": 40}], Resized(120, 40)),
        (["resize", {"width": 10**12, "height": -3}], Resized(WIDEST, 1)),
        (["resize", {"width": 1, "height": 10**6}], Resized(1, HIGHEST)),
        (["resize", {"width": True, "height": 40}], None),
        (["resize", {"width": 1e9, "height": 40}], None),
        (["resize", {"width": 80}], None),
        (["focus"], Focused(True)),
        (["blur"], Focused(False)),
        (["ping", "17"], Ping("17")),
        (["quit"], None),
        (["deliver_chunk_request", {"key": "a", "size": 1}], None),
        ({"type": "quit"}, None),
        (None, None),
        ([], None),
    ],
    ids=repr,
)
def test_a_page_says_little(said: object, read: Message | None) -> None:
    assert read_message(json.dumps(said)) == read


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '["stdin", "a"] x'], ids=lambda text: text[:9])
def test_what_is_no_message_is_none(text: str) -> None:
    assert read_message(text) is None


def read_all(data: bytes) -> list[tuple[bytes, bytes]]:
    async def read() -> list[tuple[bytes, bytes]]:
        stream = asyncio.StreamReader()
        stream.feed_data(data)
        stream.feed_eof()
        return [each async for each in packets(stream)]

    return asyncio.run(read())


def test_packets_come_back() -> None:
    sent = packet(DATA, b"drawn") + packet(DATA, b"") + meta(type="exit")
    assert read_all(PRELUDE + sent) == [(DATA, b"drawn"), (DATA, b""), (META, b'{"type": "exit"}')]


def test_what_ends_in_the_middle_ends() -> None:
    assert read_all(PRELUDE + packet(DATA, b"drawn") + packet(DATA, b"more")[:-1]) == [(DATA, b"drawn")]
    assert read_all(b"Traceback (most recent call last)") == []
    assert read_all(b"") == []
