"""Notebooks open as the script of their code cells, each cell a step with its Markdown as the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui_tutor.cli import main
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END
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
    magics = ("%matplotlib inline", "!ls", '!echo "it\'s"', "x.sum?", "%%bash", "%%time")
    assert words == [f"`{each}`" for each in magics]
    assert "`%%bash` is left out, with the line below it: it is no Python" in lesson.left_out[4].message
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


BOOKS = {
    "what is timed runs": ([code("%time x = 3", "for i in range(3):", "    %time x += i"), code("print(x)")], "6\n"),
    "raw and empty cells are passed over": (
        [{"cell_type": "raw", "source": "%x"}, code(), {"cell_type": "code"}, told(""), code("x = 4", "print(x)")],
        "4\n",
    ),
    "what was given does not matter": (
        [{**code("x = 5", "print(x)"), "outputs": [{"output_type": "error", "traceback": ["\x1b[31m{oops}"]}]}],
        "5\n",
    ),
    "what notebooks show is shown nowhere": (
        [
            code(
                "from IPython.display import display, HTML",
                "display(HTML('<b>'))",
                "get_ipython().magic('x')",
                "print(6)",
            )
        ],
        "6\n",
    ),
    "help and shells": ([code("x = 7", "x?", "?x", "a.b??", "files = !ls", "print(x)")], "7\n"),
    "a text that looks like a magic": ([code("x = '''", "%no", "!no", "'''", "print(len(x), 9 %2)")], "9 1\n"),
}


@pytest.mark.parametrize(("cells", "printed"), BOOKS.values(), ids=BOOKS)
def test_it_runs_as_the_notebook_does(
    cells: list[dict[str, Any]], printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(written(tmp_path, cells))]) == 0
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize(
    ("last", "where", "words", "guard"),
    [
        (["for i in range(3)", "    x = 1"], (8, 17), "Python cannot read this: expected ':' (cell 3, line 1)", False),
        (["x = 1", "  y = 2"], (9, 1), "Python cannot read this: unexpected indent (cell 3, line 2)", False),
        (["await x"], (8, 0), "`await` is not allowed here", False),
        (["print x"], (8, 0), "`jupyter nbconvert --to script ", False),
        (["import pandas"], (8, 7), "`pandas` cannot be imported here", True),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(
    last: list[str], where: tuple[int, int], words: str, guard: bool, tmp_path: Path
) -> None:
    # In the file itself those lines hold something else, of which nothing is to be read.
    with pytest.raises(ProblemsError) as caught:
        load(written(tmp_path, [code("x = 1"), told("So far."), code("y = 2"), code(*last)]))
    problem = caught.value.problems[0]
    assert ((problem.line, problem.column), problem.guard) == (where, guard)
    assert words in problem.message
    assert "(cell 3, line " in problem.message


def test_behind_the_loop_each_cell_still_has_its_text(tmp_path: Path) -> None:
    cells = [code("x = 1", "for i in range(3):", "    x += 1"), told("# Half\n\nOf it."), code("x = x / 2")]
    cells += [told("# And so\n\nIt is shown."), code("print(x)"), told("# The end\n\nDone.")]
    lesson = load(written(tmp_path, cells))
    engine = Engine(lesson.source)
    engine.open()
    assert engine.run_to_end()
    lines = [event.site.span.line for event in engine.recording(END).events]
    told_there = [lesson.ending(line) for line in (lines[0], lines[-1])]
    assert [(each.title, each.body) for each in told_there if each is not None] == [
        ("Half", "Of it."),
        ("And so", "It is shown.\n\n**The end**\n\nDone."),
    ]


def test_what_is_said_of_a_cell_in_which_nothing_runs_is_said_of_the_next(tmp_path: Path) -> None:
    lesson = load(written(tmp_path, [told("Begin."), code("%matplotlib inline"), told("Go on."), code("x = 1")]))
    assert [lesson.texts[number].body for number in (1, 2)] == ["", "Begin.\n\nGo on."]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", (0, 0), "is no notebook: it is empty"),
        ("import numpy as np\n", (1, 0), "its JSON cannot be read"),
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
