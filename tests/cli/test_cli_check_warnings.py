"""What `toytutor check` warns of: what runs, and is hardly meant so."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import HEADER, LESSON, messages, write, write_lesson

from tui_tutor.cli import main
from tui_tutor.commands.outcome import _ended
from tui_tutor.commands.trial import Trial
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.lesson.load import load
from tui_tutor.lesson.rehearsal import rehearse
from tui_tutor.lesson.remarks import remarks
from tui_tutor.lesson.variants import tried
from tui_tutor.study.notices.looking import as_problem, look_through
from tui_tutor.study.study import Study

TOML = LESSON["lesson.toml"]
FINE = "fine: 2 steps, 3 iterations of the loop on line 5\n"


def warned(path: Path) -> list[str]:
    """The warnings of a lesson or a script that is fine but for them."""
    lesson = load(path)
    trial = Trial(Engine(lesson.source, axes=dict(lesson.axes)), lesson)
    assert trial.run() == []
    found = remarks(lesson, trial.engine)
    found += [as_problem(each, lesson.source.path) for each in look_through(Study(trial.engine))]
    assert rehearse(lesson, trial.engine) == []
    found += [each for index in range(len(lesson.what_ifs)) if (each := tried(lesson, index)) is not None]
    assert all(each.kind for each in found)
    return [str(each).removeprefix(f"{lesson.source.path.rpartition('/')[0]}/") for each in found]


@pytest.mark.parametrize(
    ("axes", "warning"),
    [
        ('y = ["row"]', "5:1: warning: [axes] y: the program has no such name [axes]"),
        (
            'x = ["row", "column", "sheet"]',
            "5:1: warning: [axes] x has 3 axes, but x is 2, a flat list: name each dimension [axes]",
        ),
        ('j = ["row"]', "5:1: warning: [axes] j has 1 axis, but j is a single number: name each dimension [axes]"),
        (
            'x = ["row"]\nm = ["row", "column"]',
            "6:1: warning: [axes] row is 3 in m and 2 in x: are the axes in their order, or is this another axis? "
            "[axes]",
        ),
        (
            'm = ["row", "row"]',
            "5:1: warning: [axes] row is 2 in m and 3 as well: are the axes in their order, or is this another axis? "
            "[axes]",
        ),
        (
            'm = ["row"]',
            "5:1: warning: [axes] m has 1 axis, but m is 3×2: name each dimension [axes]",
        ),
    ],
)
def test_axes_that_disagree_with_shapes(axes: str, warning: str, tmp_path: Path) -> None:
    program = LESSON["program.py"].replace("#2", "m = np.ones((3, 2))\n#2")
    changed: dict[str, str | None] = {"lesson.toml": f"{TOML}[axes]\n{axes}\n", "program.py": program}
    assert warned(write_lesson(tmp_path / "lesson", changed)) == [f"lesson.toml:{warning}"]


def test_axes_that_fit(tmp_path: Path) -> None:
    program = LESSON["program.py"].replace("#2", "m = np.ones((2, 3))\ndef f(a):\n    return a\nf(m)\n#2")
    axes = 'x = ["row", "column"]\nm = ["row", "other"]\na = ["row", "other"]\n'
    toml = f'{TOML}[axes]\n{axes}[names]\nf = "F."\na = "A."\n'
    changed: dict[str, str | None] = {"lesson.toml": toml, "program.py": program}
    assert warned(write_lesson(tmp_path / "lesson", changed)) == []


def test_names_and_milestones_that_are_not_there(tmp_path: Path) -> None:
    toml = (
        f'{TOML}[names]\nz = "Nothing."\nx = "A row."\nnp = "Numpy."\n'
        '[[milestones]]\nat = 2\nwords = "the last"\n[[milestones]]\nat = 3\nwords = "never"\n'
    )
    assert warned(write_lesson(tmp_path / "lesson", {"lesson.toml": toml})) == [
        "lesson.toml:5:1: warning: [names] z: the program has no such name [names]",
        "lesson.toml:12:1: warning: [[milestones]] at 3 is never reached: the last iteration is 2 [milestone]",
    ]


@pytest.mark.parametrize(
    ("program", "line", "words"),
    [
        (
            f"{LESSON['program.py']}#3 After\ny = x\n",
            8,
            "step 3 opens after the loop, where all is told by 99_….md; its text is never shown",
        ),
        (
            LESSON["program.py"].replace("    x = 2 * x", "    #3 Later\n    #4 And\n    x = 2 * x"),
            6,
            "step 3 runs nothing of its own in the setup or in iteration 0, so its text is not shown",
        ),
    ],
    ids=["after the loop", "empty"],
)
def test_a_step_that_is_never_shown(program: str, line: int, words: str, tmp_path: Path) -> None:
    changed: dict[str, str | None] = {"program.py": program, "03_more.md": HEADER.format("More", "More.")}
    if "#4" in program:
        changed["04_more.md"] = HEADER.format("More", "More.")
    told = warned(write_lesson(tmp_path / "lesson", changed))
    assert told[0] == f"program.py:{line}:1: warning: {words} [step]"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('[["range(3)", "range(3)"]]', "the program stays as it is"),
        (
            '[["2 * x", "x.dot(np.ones((3, 3)))"]]',
            "ValueError: shapes (2,) and (3,3) not aligned: 2 (dim 0) != 3 (dim 0); "
            "is it a mistake made on purpose? mistake = true says so",
        ),
        (
            '[["1.0, -2.0", "1.0 / 0"]]',
            "ZeroDivisionError: float division by zero; is it a mistake made on purpose? mistake = true says so",
        ),
    ],
    ids=["nothing", "loop", "setup"],
)
def test_what_ifs_that_do_not_do_what_they_say(change: str, words: str, tmp_path: Path) -> None:
    what_if = '[[what_if]]\nname = "other"\nnotice = "Look."\n'
    toml = f'{TOML}{what_if}change = [["range(3)", "range(4)"]]\n{what_if.replace("other", "next")}change = {change}\n'
    folder = write_lesson(tmp_path / "lesson", {"lesson.toml": toml})
    assert warned(folder) == [f"lesson.toml:11:1: warning: [[what_if]] next: {words} [what-if]"]
    write(folder / "lesson.toml", f"{toml}mistake = true\n")
    assert warned(folder) == []


@pytest.mark.slow
def test_a_what_if_that_does_not_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    what_if = (
        '[[what_if]]\nname = "for ever"\nnotice = "Look."\nchange = [["#2", "sum(1 for _ in iter(int, 1))\\n#2"]]\n'
    )
    folder = write_lesson(tmp_path / "lesson", {"lesson.toml": f'{TOML}{what_if}[names]\nz = "Nothing."\n'})
    assert main(["check", str(folder), "--seconds", "3"]) == 0
    shown = capsys.readouterr()
    assert shown.out.endswith(FINE)
    assert messages(shown.err) == (
        f"{folder}/lesson.toml:9:1: warning: [names] z: the program has no such name [names]\n"
        f"{folder}/lesson.toml:7:1: warning: [[what_if]] for ever: had not come to the end of iteration 0 after 3 s in "
        "all [what-if]\n"
    )


DRAW = "np.random.rand(2)"
DIFFERS = (
    "warning: no seed is set before this draws random numbers, so each run differs; "
    "np.random.seed(1) above it makes every run the same [unseeded]"
)


@pytest.mark.parametrize(
    ("program", "place"),
    [
        (f"w = {DRAW}\nfor j in range(3):\n    w = w * 2\n", "2:5"),
        (f"w = {DRAW}\nnp.random.seed(1)\n", "2:5"),
        (f"def f():\n    return {DRAW}\nw = f()\n", "3:12"),
        (f"for j in range(3):\n    w = {DRAW}\n", "3:9"),
        (f"for j in range(3):\n    if j == 2:\n        w = {DRAW}\n", "4:13"),
        (f"for j in range(3):\n    pass\nprint({DRAW})\n", "4:7"),
        ("w = np.arange(3)\nnp.random.shuffle(w)\n", "3:1"),
        (f"np.random.seed(1)\nw = {DRAW}\nfor j in range(3):\n    w = {DRAW}\n", None),
        ("rng = np.random.default_rng(1)\nw = rng.random(3)\nfor j in range(3):\n    w = rng.normal()\n", None),
        (f"for j in range(3):\n    if j == 5:\n        w = {DRAW}\n", None),
        ("w = np.ones(3)\n", None),
        ("rng = np.random.default_rng(1)\nfor j in range(3):\n    if j == 2:\n        np.random.seed(5)\n", None),
    ],
)
def test_a_program_that_does_not_repeat_itself(program: str, place: str | None, tmp_path: Path) -> None:
    script = write(tmp_path / "program.py", f"import numpy as np\n{program}")
    assert warned(script) == ([f"program.py:{place}: {DIFFERS}"] if place else [])


def test_axes_that_clash_have_their_kind(tmp_path: Path) -> None:
    program = LESSON["program.py"].replace("#2", "y = np.ones(2)\nz = x + y\n#2")
    toml = f'{TOML}[axes]\nx = ["row"]\ny = ["other"]\n'
    [warning] = warned(write_lesson(tmp_path / "lesson", {"lesson.toml": toml, "program.py": program}))
    assert warning.startswith("program.py:5:5: warning: x + y: the sizes agree, the meanings don't: ")
    assert warning.endswith(" [axes]")


@pytest.mark.parametrize("file", ["00_start.md", "99_results.md"])
def test_questions_that_are_never_asked(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '+++\ntitle = "Hello"\n[[questions]]\nask = "How many?"\nnumber = 3\nwhy = "So."\n+++\n\nWelcome.\n'
    folder = write_lesson(tmp_path / "lesson", {file: text})
    assert main(["check", str(folder)]) == 1
    words = "questions are for steps: before the first and after the loop none is asked"
    assert messages(capsys.readouterr().err) == f"{folder / file}:3:1: {words}\n"
    write(folder / file, HEADER.format("Hello", "Welcome."))
    assert warned(folder) == []


@pytest.mark.parametrize(
    "program",
    [
        "import numpy as np\nfor j in range(3):\n    if j == 2:\n        w = np.random.rand(2)\n",
        "import numpy as np\nfor j in range(3):\n    w = j\nprint(np.random.rand(2))\n",
    ],
    ids=["late in the loop", "after it"],
)
@pytest.mark.slow
def test_the_command_tells_of_draws_that_are_not_watched(
    program: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "draws.py", program)
    assert main(["check", str(path)]) == 0
    assert "[unseeded]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "draw",
    ["np.random.RandomState(5)\nw = r.randn(2)", "np.random.default_rng(5)\nw = r.normal()", "np.random.PCG64(1)"],
)
def test_a_generator_of_its_own_has_a_seed(draw: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = f"import numpy as np\nr = {draw}\nfor j in range(3):\n    w = j\n"
    assert main(["check", str(write(tmp_path / "draws.py", program))]) == 0
    assert capsys.readouterr().err == ""


def test_a_what_if_that_kills_the_process_is_told(tmp_path: Path) -> None:
    toml = f'{TOML}[[what_if]]\nname = "other"\nchange = [["#2", "#2"]]\nnotice = "The same."\n'
    lesson = load(write_lesson(tmp_path / "lesson", {"lesson.toml": toml}))
    final = {"problems": [], "iterations": 3, "warnings": [], "sketch": [None, {}]}
    told = _ended(lesson, [{}, final, {"trying": 0}], -9, "")
    assert [str(each).rpartition("died")[2] for each in told.warnings] == [
        ": SIGKILL: does it ask for too much memory? [what-if]"
    ]
    assert _ended(lesson, [{}, final, {"trying": 0}], 0, "").warnings == ()
