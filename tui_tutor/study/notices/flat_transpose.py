"""The transpose of a flat array, which is the flat array again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.notices.notice import FLAT, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code

KINDS = (Kind.TRANSPOSE,)


def flat_transpose(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a flat array is turned round where that was to make a row or a column of it.

    On the left of a product that works it changes nothing that was wanted, so there it is no notice.
    """
    event = seen.events[index]
    if not event.operands or len(event.operands[0].shape or ()) != 1 or event.result is None:
        return
    if event.result.shape != event.operands[0].shape or event.site.symbol not in ("T", "transpose"):
        return
    text = event.texts[0].code
    if not _is_only_said(seen, index):
        name = code(text)
        name = name if re.fullmatch(r"[\w.\[\]]+", name) else f"({name})"
        told = f"nothing is turned round: {code(text)} is flat, ({np.size(event.result.data)},), before and after"
        yield Notice(FLAT, f"{told}; {name}.reshape(1, -1) is a row, {name}[:, None] a column")


def _is_only_said(seen: Seen, index: int) -> bool:
    code_here = seen.events[index].site.code
    for event in seen.events[index + 1 :]:
        codes = [text.code for text in event.texts[:2]]
        if code_here in codes:
            return event.kind is Kind.DOT and event.error is None and codes[0] == code_here
    return False
