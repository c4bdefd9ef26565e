"""Notebooks open as the script of their code cells, each cell a step with its Markdown as the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.lesson.load import load


def code(*lines: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": [f"{line}\n" for line in lines]}


def told(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": text}


CELLS = [
    told("# The data\n\nAn array ![a picture](data:image/png;base64,AAAA) of {three}."),
    code("%matplotlib inline", "import numpy as np", "x = np.ones(3)"),
    told("Now the loop."),
    code("#3 layers", "for i in range(4):", "    !ls", "    x = x * (2", "      % 3)", '!echo "it\'s"', "x.sum?"),
    code("%%bash", "echo 1"),
    code("%%time", 's = """', "%not magic", '"""', "print(x)"),
    told("## The end\n\nDone."),
]


def written(folder: Path, cells: list[dict[str, Any]], **metadata: object) -> Path:
    path = folder / "book.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells}, indent=1), encoding="utf-8")
    return path


def test_cells_are_steps_with_their_texts(tmp_path: Path) -> None:
    lesson = load(written(tmp_path, CELLS))
    assert lesson.steps == 4
    assert {number: (text.title, text.body) for number, text in lesson.texts.items()} == {
        1: ("The data", "An array a picture of {{three}}."),
        2: ("Cell 2", "Now the loop."),
        3: ("Cell 3", ""),
        4: ("Cell 4", ""),
        99: ("The end", "Done."),
    }
    engine = Engine(lesson.source)
    engine.open()
    assert engine.run_to_end()
    assert engine.failure is None
    words = [each.message.partition(" is left out")[0] for each in lesson.left_out]
    magics = ("%matplotlib inline", "!ls", '!echo "it\'s"', "x.sum?", "%%bash", "echo 1", "%%time")
    assert words == [f"`{each}`" for each in magics]
    assert [each.message.rpartition("(")[2] for each in lesson.left_out][:2] == ["cell 1, line 1)", "cell 2, line 3)"]
    assert [lesson.source.lines[each.line - 1].partition("# left out: ")[2] for each in lesson.left_out][:1] == [
        "%matplotlib inline"
    ]
    assert "%not magic" in lesson.source.lines


def test_the_older_format_reads_as_well(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Numbers"},
        {"cell_type": "code", "language": "python", "input": ["x = 1\n", "y = 2"]},
    ]
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}))
    lesson = load(path)
    assert lesson.source.lines[:3] == ["#1 cell 1", "x = 1", "y = 2"]
    assert lesson.texts[1].title == "Numbers"


def test_a_problem_tells_its_cell(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        load(written(tmp_path, [code("x = 1"), code("y = 2", "open('f')")]))
    problem = caught.value.problems[0]
    assert (problem.line, problem.column, problem.guard) == (6, 0, True)
    assert problem.message.endswith("(cell 2, line 2)")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{"cells": [\n  {"cell_type": }]}', (2, 16), "its JSON cannot be read"),
        ("[]", (1, 0), "it has no cells"),
        ('{"cells": 3}', (1, 0), "it has no cells"),
        ('{\n "cells": []}', (2, 1), "has no code"),
        (
            '{"cells": [{"cell_type": "code", "source": "x <- 1"}],\n "metadata": {"kernelspec": {"language": "R"}}}',
            (2, 41),
            "its cells are written in R",
        ),
    ],
)
def test_what_is_no_notebook_of_python_is_told(tmp_path: Path, text: str, place: tuple[int, int], words: str) -> None:
    path = tmp_path / "bad.ipynb"
    path.write_text(text)
    with pytest.raises(ProblemsError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert ((problem.line, problem.column), problem.path) == (place, str(path))
    assert words in problem.message
