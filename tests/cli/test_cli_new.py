"""`toytutor new`: a lesson to begin with, of its own or made of a script."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from command_line import FAILS_LATE, write

from tui_tutor.cli import main
from tui_tutor.lesson.authoring import to_be_written
from tui_tutor.lesson.load import load

SCRIPT = """# Learns a line.
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

# the data
X = np.array([[0, 1], [1, 1], [1, 0]])
y = np.array([[1], [0], [1]])

np.random.seed(3)
w = np.random.randn(2, 1)
for epoch in range(30):
    guess = sigmoid(X @ w)
    error = y - guess
    w += X.T @ error
print(w)
"""


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main([*words])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_small_lesson_without_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my lesson"
    status, out, err = told(capsys, "new", str(folder))
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"{folder}: lesson.toml, program.py and 8 texts are written",
        f"  toytutor check '{folder}'  says what is wrong, and how much is to be written",
        f"  toytutor '{folder}'  opens it",
    ]
    fine = f"{folder}: fine: 6 steps, 200 iterations of the loop on line 19\n"
    assert told(capsys, "check", str(folder)) == (0, fine, "")
    lesson = load(folder)
    # It shows an author what there is.
    assert all((lesson.axes, lesson.meanings, lesson.curve, lesson.bowl, lesson.gaps, lesson.glossary, lesson.summary))
    assert {each.mistake for each in lesson.what_ifs} == {True, False}
    assert any(each.questions for each in lesson.texts.values())
    assert any("{" in each.body for each in lesson.texts.values())
    assert to_be_written(lesson) == 0
    assert told(capsys, "trace", str(folder))[0] == 0
    assert told(capsys, "run", str(folder)) == (0, "An apple costs 3.0\nA pear costs 2.0\n", "")


@pytest.mark.slow
def test_a_lesson_of_a_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script, folder = write(tmp_path / "line.py", SCRIPT), tmp_path / "my_lesson"
    status, out, err = told(capsys, "new", str(folder), "--from", str(script))
    assert (status, err, out.splitlines()[0].endswith("9 texts are written")) == (0, "", True)
    status, out, err = told(capsys, "check", str(folder))
    assert (status, err) == (0, "")
    left = "17 texts still to be written, marked TODO"
    assert out == f"{folder}: fine: 7 steps, 30 iterations of the loop on line 16, {left}\n"
    lesson = load(folder)
    assert lesson.title == "My lesson"
    assert [lesson.texts[number].title for number in range(1, 8)] == [
        "The function sigmoid",
        "The data",
        "w",
        "The loop",
        "guess",
        "error",
        "Change w",
    ]
    assert [lesson.texts[number].show for number in range(1, 8)] == ["", "X", "w", "", "guess", "error", "w"]
    assert lesson.texts[2].body.endswith("`X` is 3×2; its first number is {X[0, 0]:.4g}.")
    assert list(lesson.meanings) == ["sigmoid", "X", "y", "w", "epoch", "guess", "error"]
    assert lesson.meanings["epoch"] == "The number of the iteration, from 0 to 29."
    assert lesson.curve is not None
    assert (lesson.curve.expression, lesson.curve.label) == ("np.mean(np.abs(error))", "mean |error|")
    assert lesson.gaps is not None
    assert (lesson.gaps.target, lesson.gaps.prediction) == ("y", "guess")
    assert lesson.what_ifs[0].changes == (("np.random.seed(3)", "np.random.seed(4)"),)
    assert script.read_text() == SCRIPT


@pytest.mark.slow
def test_axes_are_lines_to_fill_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script, folder = write(tmp_path / "line.py", SCRIPT), tmp_path / "lesson"
    told(capsys, "new", str(folder), "--from", str(script))
    path = folder / "lesson.toml"
    text = path.read_text(encoding="utf-8")
    assert '# X = ["…", "…"]  # 3×2\n# y = ["…", "…"]  # 3×1\n# w = ["…", "…"]  # 2×1\n' in text
    for name, axes in {"X": '"case", "input"', "y": '"case", "output"', "w": '"input", "output"'}.items():
        text = text.replace(f'# {name} = ["…", "…"]', f"{name} = [{axes}]")
    path.write_text(text, encoding="utf-8")
    assert list(tomllib.loads(text)["axes"]) == ["X", "y", "w"]
    status, _, err = told(capsys, "check", str(folder))
    assert (status, err) == (0, "")
    assert "case×input" in told(capsys, "trace", str(folder), "--json")[1]


@pytest.mark.slow
def test_steps_that_a_script_has_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "\ufeff#1 A row: of two\r\nx = [1.0, -2.0]\r\n#2 Double it\r\nfor j in range(3):\r\n    x = x + x\r\n"
    script, folder = write(tmp_path / "row.py", text), tmp_path / "lesson"
    assert told(capsys, "new", str(folder), "--from", str(script))[0] == 0
    assert (folder / "program.py").read_bytes() == script.read_bytes()
    assert sorted(files(folder)) == [
        "00_start.md",
        "01_a_row.md",
        "02_double_it.md",
        "99_results.md",
        "lesson.toml",
        "program.py",
    ]
    assert told(capsys, "check", str(folder))[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "print(1)\n",
        "",
        "x = 'é' # é\nπ = 3\nfor ö in [1, 2]:\n    ß = ö\n",
        "# -*- coding: latin-1 -*-\nx = 'é'\nprint(x)\n",
        "import numpy\nw = numpy.ones((2, 2))\nfor j in range(3):\n    loss = float(w.sum())\n    w -= 0.1\n",
        "from numpy import ones\nw = ones((2, 2))\nfor j in range(3):\n    error = w - 1\n    w -= 0.1\n",
        # What is seen in iteration 0 does not hold at the end of others.
        "import numpy as np\nerror = np.ones(3)\nfor j in range(5):\n    error = np.ones(3) if j < 2 else 'none'\n",
        "import numpy as np\nfor j in range(0):\n    error = np.ones(3)\n",
        "x = 1\nfor name in ['a', 'b']:\n    y_true = x\n    err = y_true - x\n",
        "import numpy as np\na = np.zeros((0, 3))\nb = np.array([True])\nc = np.array([1j])\nd = np.array(3.0)\n",
    ],
)
def test_whatever_script_is_fine_as_a_lesson(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coding = "latin-1" if "latin-1" in text else "utf-8"
    script, folder = tmp_path / "script.py", tmp_path / "lesson"
    script.write_bytes(text.encode(coding))
    assert told(capsys, "new", str(folder), "--from", str(script))[0] == 0
    assert told(capsys, "check", str(folder))[::2] == (0, "")


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_nothing_is_written_over(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "place"
    if kind == "folder":
        write(place / "mine.txt", "mine")
    elif kind == "file":
        write(place, "mine")
    else:
        place.symlink_to(tmp_path / "nowhere")
    status, out, err = told(capsys, "new", str(place))
    assert (status, out) == (2, "")
    assert err.startswith(f"toytutor: {place} is there already, and is no")
    assert err.endswith("; choose another folder\n")
    assert [each.name for each in tmp_path.rglob("*")] == (["place", "mine.txt"] if kind == "folder" else ["place"])


def test_an_empty_folder_is_filled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lesson").mkdir()
    monkeypatch.chdir(tmp_path / "lesson")
    assert told(capsys, "new", ".")[0] == 0
    monkeypatch.chdir(tmp_path)
    assert told(capsys, "new", "deep/er/lesson")[0] == 0
    assert files(tmp_path / "lesson") == files(tmp_path / "deep/er/lesson")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import socket\n", r"line\.py:1:8: "),
        pytest.param(FAILS_LATE, r"line\.py:5:13: ValueError: shapes \(2,3\)", marks=pytest.mark.slow),
        pytest.param("while True:\n    pass\n", r"line\.py:(1:1|2:5): had not ended after 1 s", marks=pytest.mark.slow),
        ("x = (\n", r"line\.py:1:5: Python cannot read this"),
    ],
    ids=["guard", "raises", "endless", "syntax"],
)
def test_a_script_that_does_not_run_to_its_end_makes_no_lesson(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script, folder = write(tmp_path / "line.py", text), tmp_path / "lesson"
    status, out, err = told(capsys, "new", str(folder), "--from", str(script), "--seconds", "1")
    assert (status, out) == (1, "")
    first, *_, last = err.splitlines()
    assert re.match(re.escape(f"{tmp_path}/") + message, first)
    assert last == (
        "toytutor: nothing was written: "
        f"the program of a lesson passes the guard and runs to its end; mend {script} first"
    )
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["lesson", "--from", "gone.py"], "--from gone.py: there is no such file"),
        (["lesson", "--from", "toy_brain"], "--from toy_brain: a lesson is made from a .py or .ipynb file"),
        (["a\0b"], "'a\\x00b' is no name for a folder"),
        (["~no such user~/lesson"], "~no such user~/lesson: "),
    ],
)
def test_what_cannot_be_meant(
    words: list[str],
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = told(capsys, "new", *words)
    assert (status, out) == (2, "")
    assert err.startswith(f"toytutor: {message}")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "file", "")
    status, out, err = told(capsys, "new", str(tmp_path / "file" / "lesson"))
    assert (status, out, err) == (1, "", f"{tmp_path / 'file' / 'lesson'}: cannot be written: not a directory\n")
    opened = Path.open

    def full(path: Path, mode: str = "r", **more: object) -> object:
        if path.name == "lesson.toml" and mode == "xb":
            raise OSError(28, "No space left on device", str(path))
        return opened(path, mode, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    status, out, err = told(capsys, "new", str(tmp_path / "a" / "lesson"))
    assert (status, out) == (1, "")
    assert err == f"{tmp_path / 'a' / 'lesson' / 'lesson.toml'}: cannot be written: no space left on device\n"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.slow
def test_a_script_in_an_encoding_that_lacks_a_name_s_usual_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "mu.py"
    script.write_bytes("# -*- coding: latin-1 -*-\nµ = 1.0\nx = 2.0\n".encode("latin-1"))
    assert told(capsys, "new", str(tmp_path / "lesson"), "--from", str(script))[0] == 0
    assert main(["check", str(tmp_path / "lesson")]) == 0


def test_a_script_below_no_home_is_the_one_that_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = told(capsys, "new", str(tmp_path / "lesson"), "--from", "~no such user~/x.py")
    assert (status, err.startswith("toytutor: --from ~no such user~/x.py: ")) == (2, True)
