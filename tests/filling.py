from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui_tutor.lesson.live import FIRST_MARK, marked


def fill(body: str, names: Mapping[str, Any]) -> str:
    """A text with the numbers that it quotes, as it is read on the screen."""
    text, values = marked(body, names)
    return text.translate({FIRST_MARK + index: value for index, value in enumerate(values)})
