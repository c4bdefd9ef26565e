"""What can be typed at `go to`, as far as the program has it."""

from __future__ import annotations

from tui_tutor.view.state import State


def question(state: State) -> str:
    """The prompt of `go to`: an example of each kind of goal that this program has."""
    lesson, has_loop = state.lesson, state.outline.has_loop
    names = state.moment.names if state.moment is not None else ()
    line = next((node.lineno for node in lesson.source.tree.body), 1)
    name = next((each.name for each in names if each.value is not None and each.value.is_array), "")
    examples = [
        *(("253", "253:7") if has_loop else ("setup:7",)),
        *((f"step {min(7, lesson.steps)}",) if lesson.steps else ()),
        f"line {max(line, min(58, len(lesson.source.lines)))}",
        "end",
        *(("error < 0.1",) if has_loop and lesson.curve is not None else ()),
        "nan",
        *((f"changes {name}", f"uses {name}") if name else ()),
    ]
    return f"go to   {' · '.join(examples)}   (esc leaves)"
