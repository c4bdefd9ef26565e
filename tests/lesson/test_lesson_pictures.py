from __future__ import annotations

from pathlib import Path

import pytest
from lesson_files import LESSON, write_lesson

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import PICTURES, RESULTS, START, Gaps, Milestone, Survey

TOML = LESSON["lesson.toml"]
SURVEY = '[survey]\ndata = "x"\ntarget = "x"\nquestions = ["one", "two", "three"]\nanswer = "four"\n'


def problems(path: Path) -> list[str]:
    """Every problem of a lesson as `file:line:column: message`, the folder left out."""
    with pytest.raises(ProblemsError) as raised:
        load(path)
    return [str(problem).removeprefix(f"{path}/") for problem in raised.value.problems]


def step(picture: str) -> str:
    return f'+++\ntitle = "Row"\npicture = {picture}\n+++\n\nText.\n'


def test_the_toy_brain() -> None:
    lesson = load(find("toy_brain"))
    pictures = {number: text.picture for number, text in lesson.texts.items()}
    assert pictures[START] == "survey"
    assert pictures[RESULTS] == "neurons"
    assert [pictures[number] for number in range(1, 14)] == (
        "s-curve survey survey network network error network gaps error s-curve network s-curve bowl".split()
    )
    assert lesson.gaps == Gaps("y", "l2")
    cat, beer, website = "has a cat", "drinks beer", "saw the website"
    assert lesson.survey == Survey("X", "y", (cat, beer, website), "bought", (cat, beer))
    assert [milestone.at for milestone in lesson.milestones] == [57, 253, 498]
    assert all(0 < len(milestone.words) <= 60 for milestone in lesson.milestones)


def test_all_fields(tmp_path: Path) -> None:
    toml = (
        f"{TOML}{SURVEY}grid = ['three', ' one ']\n[gaps]\ntarget = 'x'\nprediction = 'j'\n"
        "[[milestones]]\nat = 0\nwords = ' it  begins'\n[[milestones]]\nat = 2\nwords = 'it ends'\n"
    )
    lesson = load(write_lesson(tmp_path, {"lesson.toml": toml}))
    assert lesson.survey == Survey("x", "x", ("one", "two", "three"), "four", ("three", "one"))
    assert lesson.gaps == Gaps("x", "j")
    assert lesson.milestones == (Milestone(0, "it begins"), Milestone(2, "it ends"))


def test_all_are_optional(tmp_path: Path) -> None:
    lesson = load(write_lesson(tmp_path))
    assert (lesson.survey, lesson.gaps, lesson.milestones) == (None, None, ())
    assert {text.picture for text in lesson.texts.values()} == {""}
    lesson = load(write_lesson(tmp_path, {"lesson.toml": TOML + SURVEY}))
    assert lesson.survey is not None
    assert lesson.survey.grid is None


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture(picture: str, tmp_path: Path) -> None:
    toml = f"{TOML}{SURVEY}[gaps]\ntarget = 'x'\nprediction = 'x'\n[curve]\nexpression = 'x[0]'\n"
    lesson = load(write_lesson(tmp_path, {"lesson.toml": toml, "01_row.md": step(f'"{picture}"')}))
    assert lesson.texts[1].picture == picture


@pytest.mark.parametrize(
    ("picture", "problem"),
    [
        (
            '"brain"',
            "there is no picture 'brain'; there are: network, neurons, error, s-curve, gaps, bowl, wishes, survey",
        ),
        ("3", "picture must be text in quotes"),
        ('"survey"', "the picture 'survey' needs a table [survey] in lesson.toml"),
        ('"gaps"', "the picture 'gaps' needs a table [gaps] in lesson.toml"),
        ('"error"', "the picture 'error' needs a table [curve] in lesson.toml"),
    ],
)
def test_a_wrong_picture(picture: str, problem: str, tmp_path: Path) -> None:
    assert problems(write_lesson(tmp_path, {"01_row.md": step(picture)})) == [f"01_row.md:3:1: {problem}"]


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ("milestones = 3\n", "4:1: milestones must be tables: for each a line [[milestones]], and its fields below"),
        ("[milestones]\nat = 3\n", "4:1: milestones must be tables: for each a line [[milestones]]"),
        ("[[milestones]]\nat = 3\n", '4:1: [[milestones]] needs a line `words = "…"`'),
        ("[[milestones]]\nwords = 'a'\n", "4:1: [[milestones]] needs a line `at = …`, the number of an iteration"),
        ("[[milestones]]\nwords = 'a'\nat = -1\n", "6:1: [[milestones]] at must be the number of an iteration, from 0"),
        ("[[milestones]]\nwords = 'a'\nat = 1.0\n", "6:1: [[milestones]] at must be the number of an iteration"),
        ("[[milestones]]\nwords = 'a'\nat = true\n", "6:1: [[milestones]] at must be the number of an iteration"),
        ("[[milestones]]\nat = 1\nwords = 3\n", "6:1: [[milestones]] words must be text in quotes"),
        (
            "[[milestones]]\nat = 5\nwords = 'a'\n[[milestones]]\nwords = 'b'\nat = 5\n",
            "9:1: [[milestones]] at must be above 5, that of the milestone before it",
        ),
        (
            "[[milestones]]\nat = 5\nwords = 'a'\n[[milestones]]\nat = 6\nwords = 'b'\nwhere = 1\n",
            "10:1: [[milestones]] unknown field 'where'; there are: at, words",
        ),
        ("milestones = [{at = 5}]\n", '4:1: [[milestones]] needs a line `words = "…"`'),
        (SURVEY.replace('data = "x"\n', ""), '4:1: [survey] needs a line `data = "…"`'),
        (SURVEY.replace('target = "x"', "target = 1"), "6:1: [survey] target must be text in quotes"),
        (
            SURVEY.replace('data = "x"', "data = 'z'"),
            "5:1: [survey] data: the program stores no 'z'; there are: x, j",
        ),
        (
            SURVEY.replace('questions = ["one", "two", "three"]\n', ""),
            '4:1: [survey] needs a line `questions = ["…"]`',
        ),
        (SURVEY.replace('"two"', "2"), '7:1: [survey] questions must be a list of texts, such as ["has a cat"'),
        (SURVEY.replace('"two"', '"one"'), "7:1: [survey] questions must differ from each other"),
        (SURVEY.replace('answer = "four"\n', ""), '4:1: [survey] needs a line `answer = "…"`'),
        (SURVEY + "grid = 'one'\n", "9:1: [survey] grid must be a list of two of the questions"),
        (SURVEY + "grid = ['one', 'one']\n", "9:1: [survey] grid must be a list of two of the questions"),
        (SURVEY + "grid = ['one', 'five']\n", "9:1: [survey] grid must be a list of two of the questions"),
        (SURVEY + "grid = ['one', 'two', 'three']\n", "9:1: [survey] grid must be a list of two of the questions"),
        (SURVEY + "colour = 1\n", "9:1: [survey] unknown field 'colour'; there are: answer, data, grid, questions"),
        ("survey = 1\n", "4:1: survey must be a table: a line [survey], and its fields below"),
        ("[gaps]\ntarget = 'x'\n", '4:1: [gaps] needs a line `prediction = "…"`'),
        (
            "[gaps]\ntarget = 'x'\nprediction = 'l2'\n",
            "6:1: [gaps] prediction: the program stores no 'l2'; there are: x, j",
        ),
        ("[gaps]\ntarget = 'x'\nprediction = 'x'\nlabel = ''\n", "7:1: [gaps] unknown field 'label'; there are: pred"),
    ],
)
def test_a_wrong_table(toml: str, problem: str, tmp_path: Path) -> None:
    [found] = problems(write_lesson(tmp_path, {"lesson.toml": TOML + toml}))
    assert found.startswith(f"lesson.toml:{problem}")


def test_a_name_inside_a_function_is_not_the_programs(tmp_path: Path) -> None:
    program = "#1 A row\ndef f():\n    y = 1\n    return y\nx = f()\n#2 Go on\nfor j in range(3):\n    x = x + x\n"
    folder = write_lesson(tmp_path, {"program.py": program, "lesson.toml": f"{TOML}[gaps]\ntarget='y'\nprediction='x'"})
    assert problems(folder) == ["lesson.toml:5:1: [gaps] target: the program stores no 'y'; there are: x, j"]


def test_a_wrong_program_blames_no_names(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path, {"program.py": "x = (1\n", "lesson.toml": TOML + SURVEY})
    assert [problem.split(":")[0] for problem in problems(folder)] == ["program.py"]
