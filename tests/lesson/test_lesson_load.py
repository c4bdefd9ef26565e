from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lesson_files import HEADER, LESSON, write_lesson

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.lesson.find import find, lessons_folder, shipped
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Curve, StepText

TOML = LESSON["lesson.toml"]


def problems(path: Path) -> list[str]:
    """Every problem of a lesson as `file:line:column: message`, the folder left out."""
    with pytest.raises(ProblemsError) as raised:
        load(path)
    return [str(problem).removeprefix(f"{path}/") for problem in raised.value.problems]


@pytest.mark.parametrize("name", shipped())
def test_shipped_lessons_have_all_their_texts(name: str) -> None:
    lesson = load(find(name))
    assert lesson.name == name
    assert lesson.title
    assert lesson.summary
    assert lesson.steps > 0
    for step in [None, *range(1, lesson.steps + 1)]:
        text = lesson.text(step)
        assert text is not None
        assert text.title
        assert text.body
    # A program without a loop has nothing after it.
    assert (lesson.ending(0) is not None) == (lesson.name != "shapes")


def test_the_toy_brain() -> None:
    lesson = load(find("toy_brain"))
    assert lesson.steps == 13
    assert lesson.axes == {
        "X": ("customer", "question"),
        "y": ("customer", "output"),
        "syn0": ("question", "hidden"),
        "syn1": ("hidden", "output"),
    }
    assert lesson.curve is not None
    assert set(lesson.meanings) > {"X", "y", "syn0", "syn1", "l2_error"}


def test_a_lesson_is_data(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    shutil.copytree(lessons_folder() / "toy_brain", folder)
    copy, lesson = load(folder), load(find("toy_brain"))
    assert (copy.name, copy.path) == ("other", folder)
    assert (copy.title, copy.texts, copy.axes) == (lesson.title, lesson.texts, lesson.axes)
    assert (copy.milestones, copy.survey, copy.gaps) == (lesson.milestones, lesson.survey, lesson.gaps)


def test_all_fields(tmp_path: Path) -> None:
    toml = (
        f"{TOML}[axes]\nx = ['row', ' column ']\n[names]\nx = '''\n  a row\n  of numbers '''\n"
        "[curve]\nexpression = 'x[0]'\nlabel = 'first'\n"
    )
    lesson = load(write_lesson(tmp_path / "lesson", {"lesson.toml": toml}))
    assert (lesson.name, lesson.title, lesson.summary) == ("lesson", "Two steps", "A row of numbers is doubled.")
    assert lesson.axes == {"x": ("row", "column")}
    assert lesson.meanings == {"x": "a row of numbers"}
    assert lesson.curve == Curve("x[0]", "first")
    assert lesson.text(1) == StepText("The row", "A row.")
    assert lesson.text(None) == StepText("Hello", "Welcome.")
    assert lesson.ending(0) == StepText("Done", "The end.")


def test_a_curve_is_named_by_its_expression(tmp_path: Path) -> None:
    toml = f"{TOML}[curve]\nexpression = 'x[0]'\n"
    assert load(write_lesson(tmp_path, {"lesson.toml": toml})).curve == Curve("x[0]", "x[0]")


def test_a_script_is_a_lesson_without_texts(tmp_path: Path) -> None:
    path = tmp_path / "my script.py"
    path.write_text("x = 1\n")
    lesson = load(path)
    assert (lesson.name, lesson.title, lesson.path, lesson.steps) == ("my script", "my script.py", path, 0)
    assert lesson.text(None) is None
    assert (lesson.curve, lesson.survey, lesson.gaps, lesson.milestones) == (None, None, None, ())


@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["mark", "none"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_editors_line_ends_and_byte_order_marks(mark: str, end: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {n: mark + text.replace("\n", end) for n, text in LESSON.items()}
    lesson = load(write_lesson(tmp_path, files))
    assert lesson.title == "Two steps"
    assert lesson.text(2) == StepText("Double it", "Twice.")


def test_other_files_do_no_harm(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path, {"data.csv": "1,2\n", "notes.txt": "x"})
    (folder / "tr").mkdir()
    assert load(folder).steps == 2


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ("format = 1\ntitle = oops\n", "2:9: is not TOML: Invalid value"),
        ('format = 1\ntitle = "a', "2:1: is not TOML: Unterminated string"),
        (f"format = 1\ntitle = 'a'\nsummary = {'9' * 5000}\n", " is not TOML: Exceeds the limit"),
        (f"{TOML}a = {'[' * 9999}", " is not TOML: "),
        ("title = 'a'\n", "1:1: needs a line `format = 1`"),
        ("format = 2\ntitle = 'a'\n", "1:1: format must be 1, not 2; a newer toytutor reads newer formats"),
        ("title = 'a'\nformat = '1'\n", "2:1: format must be 1, not '1'"),
        ("format = true\ntitle = 'a'\n", "1:1: format must be 1, not True"),
        ("format = 1\n", '1:1: needs a line `title = "…"`'),
        ("format = 1\ntitle = '  '\n", "2:1: title must be text in quotes"),
        ("format = 1\ntitle = 3\n", "2:1: title must be text in quotes"),
        (
            f"{TOML}pictures = 1\n",
            "4:1: unknown field 'pictures'; there are: axes, bowl, curve, format, gaps, glossary, inputs, milestones",
        ),
        (f"{TOML}axes = 3\n", "4:1: axes must be a table: a line [axes], and its fields below"),
        (f"{TOML}[axes]\nx = []\n", '5:1: [axes] x must be a list of axis names, such as ["customer", "question"]'),
        (f"{TOML}[axes]\nx = ['a', 1]\n", "5:1: [axes] x must be a list of axis names"),
        (f"{TOML}[axes]\nx = ['a']\n[names]\nx = 1\n", "7:1: [names] x must be text in quotes"),
        (f"{TOML}[curve]\nlabel = 'a'\n", '4:1: [curve] needs a line `expression = "…"`'),
        (
            f"{TOML}[curve]\nexpression = 'x'\ncolour = 1\n",
            "6:1: [curve] unknown field 'colour'; there are: expression",
        ),
        (f"{TOML}[curve]\nexpression = 'x +'\n", "5:1: [curve] expression: this cannot be read"),
        (f"{TOML}[curve]\nexpression = 'open(x)'\n", "5:1: [curve] expression: `open` "),
        (f"{TOML}curve.expression = 1\n", "4:1: [curve] expression must be text in quotes"),
    ],
)
def test_a_wrong_lesson_toml(toml: str, problem: str, tmp_path: Path) -> None:
    [found] = problems(write_lesson(tmp_path, {"lesson.toml": toml}))
    assert found.startswith(f"lesson.toml:{problem}")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("01_row.md", "A row.\n", "01_row.md:1:1: must begin with a line +++"),
        ("01_row.md", "", "01_row.md:1:1: must begin with a line +++"),
        ("01_row.md", '+++\ntitle = "a"\n', "01_row.md:1:1: the header is not closed"),
        ("01_row.md", '+++\ntitle = "a"\n+++\n\n', "01_row.md:3:1: has no text after its header"),
        ("01_row.md", "+++\n\ntitle = a\n+++\ntext\n", "01_row.md:3:9: is not TOML: Invalid value"),
        ("01_row.md", "+++\n+++\ntext\n", '01_row.md:1:1: needs a line `title = "…"`'),
        (
            "01_row.md",
            "+++\ntitle = 'a'\nsteps = 3\n+++\ntext\n",
            "01_row.md:3:1: unknown field 'steps'; there are: picture, questions, show, title",
        ),
        (
            "01_row.md",
            b"+++\ntitle = '\xff'\n+++\ntext\n",
            "01_row.md:2:10: cannot be decoded as UTF-8: invalid start byte (0xff); save it as UTF-8",
        ),
        ("01_row.md", None, "program.py:1:1: step 1 has no text: write 01_….md"),
        ("02_again.md", HEADER.format("a", "b"), "02_double.md: is a second file for step 2; keep one"),
        (
            "03_more.md",
            HEADER.format("a", "b"),
            "03_more.md: is for step 3, but program.py has steps 1 to 2; a line `#3`",
        ),
        ("notes.md", "x", "notes.md: is no step file: name it by its step and a word, such as 03_target.md"),
        ("3_more.md", "x", "3_more.md: is no step file"),
    ],
)
def test_a_wrong_step_file(name: str, text: str | bytes | None, problem: str, tmp_path: Path) -> None:
    [found] = problems(write_lesson(tmp_path, {name: text}))
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        (None, "program.py: cannot be read: no such file or directory"),
        (b"x = 1\0", "program.py: is not text: it holds a zero byte"),
        (
            b"x = '\xff'\n",
            "program.py:1:6: cannot be decoded as UTF-8: invalid start byte (0xff); save it as UTF-8",
        ),
        ("x = (1\n", "program.py:1:5: Python cannot read this: '(' was never closed"),
        ("import socket\n", "program.py:1:8: "),
        ("return 1\n", "program.py:1:1: Python cannot run this: 'return' outside function"),
    ],
)
def test_a_wrong_program(program: str | bytes | None, problem: str, tmp_path: Path) -> None:
    [found] = problems(write_lesson(tmp_path, {"program.py": program}))
    assert found.startswith(problem)


def test_a_step_file_that_is_a_folder(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path, {"01_row.md": None})
    (folder / "01_row.md").mkdir()
    assert "01_row.md: is a folder; a step file is a regular file" in problems(folder)


def test_a_folder_without_lesson_toml(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"has no lesson\.toml; a lesson folder needs one"):
        load(tmp_path)


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    folder = write_lesson(
        tmp_path,
        {
            "lesson.toml": "format = 1\nb = 1\na = 1\n",
            "program.py": "x = open(1)\nimport socket\n",
            "01_row.md": "none",
            "02_double.md": "none",
        },
    )
    assert [problem.split(": ")[0] for problem in problems(folder)] == [
        "lesson.toml:2:1",
        "lesson.toml:3:1",
        "lesson.toml:1:1",
        "program.py:1:5",
        "program.py:2:8",
        "01_row.md:1:1",
        "02_double.md:1:1",
    ]


@pytest.mark.parametrize("text", [None, "x = 1\0", "x = (\n"])
def test_a_script_that_cannot_be_read(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ProblemsError) as raised:
        load(path)
    assert [problem.path for problem in raised.value.problems] == [str(path)]
