"""Questions that a lesson's steps ask: their fields, checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from lesson_files import LESSON, write_lesson
from practised import HUGE, problems

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.lesson.load import load
from tui_tutor.quiz.judging import judge
from tui_tutor.quiz.question import Ask


def question_problems(tmp_path: Path, fields: str) -> list[str]:
    return problems(tmp_path, {"01_row.md": f'+++\ntitle = "The row"\n[[questions]]\n{fields}+++\n\nA row.\n'})


CHOICES = 'choices = ["a", "b"]\n'

ASKS = 'ask = "Which?"\nwhy = "So."\n'


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "",
            [
                '3: [[questions]] needs a line `ask = "…"`',
                '3: [[questions]] needs a line `why = "…"`',
                '3: [[questions]] needs a line `choices = ["…"]`',
                '3: [[questions]] needs a line `answer = "…"`',
            ],
        ),
        (
            f'{ASKS}{CHOICES}answer = "c"\n',
            ["7: [[questions]] answer must be one of the choices: a, b"],
        ),
        (
            f'{ASKS}choices = ["a", "a"]\nanswer = "a"\n',
            ["6: [[questions]] choices must be at least two different texts"],
        ),
        (
            f'{ASKS}choices = "a"\nanswer = "a"\n',
            ['6: [[questions]] choices must be a list of texts, such as ["yes", "no"]'],
        ),
        (
            f'{ASKS}{CHOICES}answer = "a"\nhint = "b"\n',
            ["8: [[questions]] unknown field 'hint'; there are: answer, ask, choices, number, shape, tolerance, why"],
        ),
        (f'{ASKS}shape = "4x3"\n', ['6: [[questions]] shape must be such as "4×3", "4," or "scalar"']),
        (f"{ASKS}shape = 4\n", ["6: [[questions]] shape must be text in quotes"]),
        (f'{ASKS}shape = "4×3"\nnumber = 3\n', ["7: [[questions]] a question with a shape has no number"]),
        (f'{ASKS}number = "3"\n', ["6: [[questions]] number must be a number"]),
        (f"{ASKS}number = true\n", ["6: [[questions]] number must be a number"]),
        (f"{ASKS}number = 3\ntolerance = -1\n", ["7: [[questions]] tolerance must be a number from 0 on"]),
        (f'{ASKS}number = 3\ntolerance = "1"\n', ["7: [[questions]] tolerance must be a number from 0 on"]),
        (
            f'{ASKS}number = 3\n{CHOICES}answer = "a"\n',
            [
                "7: [[questions]] a question with a number has no choices",
                "8: [[questions]] a question with a number has no answer",
            ],
        ),
    ],
)
def test_wrong_questions(tmp_path: Path, fields: str, expected: list[str]) -> None:
    assert question_problems(tmp_path, fields) == expected


def test_a_question_about_a_shape(tmp_path: Path) -> None:
    step = f'+++\ntitle = "A"\n\n[[questions]]\n{ASKS}shape = "4×3"\n+++\nA.\n'
    [question] = load(write_lesson(tmp_path, {"01_row.md": step})).texts[1].questions
    assert (question.kind, question.answer, question.choices, question.tolerance) == (Ask.LESSON, "4×3", (), None)
    for told, right in {"4x3": True, "(4, 3)": True, "3×4": False}.items():
        verdict = judge(question, told)
        assert verdict is not None
        assert verdict.right == right


def test_questions_that_are_no_tables(tmp_path: Path) -> None:
    step = '+++\ntitle = "A"\nquestions = "b"\n+++\nA.\n'
    expected = ["3: questions must be tables: for each a line [[questions]], and its fields below"]
    assert problems(tmp_path, {"01_row.md": step}) == expected


@pytest.mark.parametrize("value", HUGE)
@pytest.mark.parametrize("field", ["number", "tolerance"])
def test_numbers_of_a_question_are_finite(field: str, value: str, tmp_path: Path) -> None:
    other = "number = 1\n" if field == "tolerance" else ""
    header = f'+++\ntitle = "a"\n[[questions]]\nask = "b"\nwhy = "c"\n{other}{field} = {value}\n+++\n\nText.\n'
    with pytest.raises(ProblemsError) as raised:
        load(write_lesson(tmp_path, {"01_row.md": header}))
    [problem] = raised.value.problems
    assert problem.line == 6 + bool(other)
    assert problem.message.endswith("; none can be nan, inf, or above 1e308 in size")


@pytest.mark.parametrize("value", HUGE)
def test_values_to_try_are_finite(value: str, tmp_path: Path) -> None:
    toml = f'{LESSON["lesson.toml"]}[inputs]\ndata = "x"\noutput = "x"\nvalues = [0, {value}]\n'
    with pytest.raises(ProblemsError) as raised:
        load(write_lesson(tmp_path, {"lesson.toml": toml}))
    [problem] = raised.value.problems
    assert problem.line == 7
    assert problem.message.endswith("such as [0, 1]; none can be nan, inf, or above 1e308 in size")
