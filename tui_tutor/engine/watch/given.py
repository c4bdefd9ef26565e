"""What a call of one of the program's functions was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_tutor.engine.probe.sites import OperandText
from tui_tutor.engine.watch.frames import Call
from tui_tutor.engine.watch.values import Value


def given(
    texts: Sequence[OperandText], call: Call, take: Callable[[object], Value]
) -> tuple[tuple[OperandText, ...], list[Value]]:
    """A program function's parameters with the text they were given by, or their default's."""
    assert call.parameters is not None
    parameters, arguments = call.parameters
    values = call.values or tuple(map(take, arguments))
    positional = [text for text in texts if text.keyword is None]
    named = {text.keyword: text for text in texts if text.keyword is not None}
    # What takes all that is left over has no text of its own, and those behind it are given by name.
    stars = [index for index, parameter in enumerate(parameters) if parameter.code.startswith("*")]
    positional = positional[: stars[0] if stars else None]
    chosen = [
        positional[index] if index < len(positional) else named.get(parameter.keyword or "", parameter)
        for index, parameter in enumerate(parameters)
    ]
    return tuple(chosen[: len(values)]), list(values)
