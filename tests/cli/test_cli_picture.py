from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command_line import toytutor, write, write_lesson

from tui_tutor.cli import main
from tui_tutor.paper.acting import ACTIONS

SVG = "{http://www.w3.org/2000/svg}"


def test_a_picture_needs_no_terminal(tmp_path: Path) -> None:
    done = toytutor("picture", "one_neuron", "--at", "3:2", "-o", "a.svg", cwd=tmp_path, NO_COLOR="1", TERM="dumb")
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.fullmatch(r"a\.svg: 120×40 at 3:2, \d+ KB\n", done.stdout.decode())
    root = ElementTree.fromstring((tmp_path / "a.svg").read_text(encoding="utf-8"))
    assert root.findtext(f"{SVG}title") == "toytutor, One neuron, at 3:2"
    assert len({each.get("fill") for each in root.iter()}) > 10, "a picture has colours whatever the terminal has"


def test_a_text_is_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "screen.txt", "what was there")
    assert main(["picture", "toy_brain", "--at", "0:3", "--size", "80×24", "-o", str(path)]) == 0
    lines = path.read_text(encoding="utf-8").split("\n")
    assert len(lines) == 25
    assert lines[0].split() == ["toytutor", "The", "toy", "brain", *"step 7 of 13 · Feed forward".split()]
    assert "─ 4×3 · 3×4 → 4×4 ─╮" in lines[2]
    assert max(map(len, lines)) == 80
    assert "80×24 at 0:3" in capsys.readouterr().out


def test_what_a_script_pins_is_in_its_picture(tmp_path: Path) -> None:
    script = write(tmp_path / "s.py", "#watch w * 2\nw = 1.5\nfor j in range(3):\n    w += j\n")
    path = tmp_path / "screen.txt"
    assert main(["picture", str(script), "--at", "2:1", "-o", str(path)]) == 0
    assert "= w * 2 +5" in path.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("picture", "words"),
    [("bowl", "the error's bowl"), ("error", "error"), ("s-curve", "curve of a function"), ("gaps", "target and pred")],
)
def test_a_picture_waits_for_what_is_computed_behind(picture: str, words: str, tmp_path: Path) -> None:
    for size in ("120x40", "80x24"):
        path = tmp_path / f"{picture}.txt"
        assert (
            main(["picture", "toy_brain", "--at", "300:36", "--picture", picture, "--size", size, "-o", str(path)]) == 0
        )
        text = path.read_text(encoding="utf-8")
        assert words in text or size == "80x24"
        assert not any(waiting in text for waiting in ("is being computed", "being measured", "a moment"))
        if picture == "s-curve":
            assert "1,000" in text, "the slopes at other iterations are there"


@pytest.mark.slow
def test_a_film_acts_out_and_jumps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "film.svg"
    words = ["picture", "toy_brain", "--at", "0:3", "--frames", "a t", "-o", str(path)]
    assert main(words) == 0
    said = re.search(r"at 0:3, (\d+) stills in ([\d.]+) s, (\d+) KB", capsys.readouterr().out)
    assert said is not None
    assert int(said[1]) > 40
    assert int(said[3]) < 400
    text = path.read_text(encoding="utf-8")
    for seen in ("layer Q2", "watching the jump again, slowly where it matters", "iteration 10,000 of 60,000"):
        assert seen in text
    assert "<script" not in text


def test_a_film_of_a_step(tmp_path: Path) -> None:
    path = tmp_path / "film.svg"
    assert main(["picture", "one_neuron", "--at", "0:3", "--size", "60x20", "--frames", "right", "-o", str(path)]) == 0
    assert "@keyframes k0" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("toy_brain -o x.png", "x.png is no name for a picture: it has to end in .svg or .txt"),
        ("toy_brain -o x", "x is no name for a picture"),
        ("toy_brain -o nowhere/x.svg", "nowhere/x.svg cannot be written: there is no folder nowhere"),
        ("toy_brain -o .", ". is a folder; name a file in it"),
        ("toy_brain -o new/", "new/ is a folder"),
        ("toy_brain --theme nrod -o x.svg", "there is no theme 'nrod'; did you mean nord?"),
        ("toy_brain --theme ? -o x.svg", "there is no theme '?'; there are: ansi-dark, "),
        ("toy_brain --picture bowel -o x.svg", "there is no picture 'bowel'; did you mean bowl?"),
        ("toy_brain --size 10x10 -o x.svg", "'10x10' is too small or too large: from 60x20 to 400x150"),
        ("toy_brain --size wide -o x.svg", "'wide' is no size: give columns by rows"),
        ("toy_brain --at nowhere -o x.svg", "--at 'nowhere' is no position"),
        ("toy_brain --frames ä -o x.svg", "there is no film of the key 'ä'; there are: →"),
        ("toy_brain --frames a -o x.txt", "x.txt is no name for a film: it has to end in .svg"),
        ("toy_brain --sheet --at 0:3 --size 80x24 -o x.html", "leave out --at and --size"),
        ("toy_brain --sheet -o x.svg", "x.svg is no name for a sheet: it has to end in .html"),
        ("toy_brain --sheet --frames a -o x.html", "not allowed with"),
        ("toybrain -o x.svg", "there is no lesson 'toybrain'"),
        ("toy_brain", "the following arguments are required: -o/--output"),
    ],
)
def test_what_cannot_be_is_told(
    words: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["picture", *words.split()]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_place_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.svg"
    assert main(["picture", "one_neuron", "--at", "3:900", "-o", str(path)]) == 2
    assert main(["picture", "shapes", "--picture", "bowl", "-o", str(path)]) == 2
    told = capsys.readouterr().err.split("\n")
    assert told[0].startswith("toytutor: iteration 3 has ")
    assert told[1].startswith("toytutor: there is no picture 'bowl' at setup:1; ")
    assert not path.exists()


@pytest.mark.slow
def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "loop.svg").symlink_to("loop.svg")
    assert main(["picture", "one_neuron", "-o", str(tmp_path / "loop.svg")]) == 2
    assert "cannot be written: " in capsys.readouterr().err


def test_programs_that_do_not_get_there_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    endless = write(
        tmp_path / "endless.py", "def f():\n    while True:\n        pass\nf()\nfor i in range(3):\n    i\n"
    )
    refused = write(tmp_path / "refused.py", "import socket\n")
    out = str(tmp_path / "x.svg")
    assert main(["picture", str(endless), "--seconds", "0.5", "-o", out]) == 1
    assert main(["picture", str(refused), "-o", out]) == 1
    late, guarded, *_ = capsys.readouterr().err.split("\n")
    assert late == f"{endless}: came no further in 0.5 s: is it endless? --seconds gives it longer"
    assert guarded.startswith(f"{refused}:1:8: `socket` cannot be imported here")


def test_every_key_that_is_filmed_is_one_of_the_tutors() -> None:
    assert {"a", "t", "right", "→", "]", "v", "+", "-", "end"} <= set(ACTIONS)
    assert not {"q", "e", "o", "?"} & set(ACTIONS)


@pytest.mark.slow
def test_a_sheet_has_every_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sheet.html"
    assert main(["picture", "--sheet", "shapes", "-o", str(path)]) == 0
    assert re.fullmatch(rf"{path}: 12 steps, \d+ KB\n", capsys.readouterr().out)
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<h2><b>(\d+)</b>", text) == [str(number) for number in range(1, 13)]
    assert text.count("<h3>program</h3>") == 13
    assert "numbers when the step is over" in text
    assert "@media print" in text
    assert not re.search(r"(src|href)=|https?://(?!www\.w3\.org)|<script|@import|url\(", text)


def test_a_sheet_shows_text_as_text(tmp_path: Path) -> None:
    text = '+++\ntitle = "<i>A & B</i>"\n+++\n\n<script>x</script> ![far](http://far.example/x.png) {x[0]:+.1f} end\n'
    folder = write_lesson(tmp_path / "odd", {"02_double.md": text})
    path = tmp_path / "sheet.html"
    assert main(["picture", "--sheet", str(folder), "-o", str(path)]) == 0
    page = path.read_text(encoding="utf-8")
    words = re.sub("<[^>]*>", "", page)
    assert "&lt;i&gt;A &amp; B&lt;/i&gt;" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<img" not in page
    assert "+2.0 end" in page, "what is quoted is as it stands when the step is over"
    assert words.index("print(x)") > words.index("Done"), "what comes after the loop belongs to the results"


def test_a_script_without_steps_has_no_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = write(tmp_path / "plain.py", "x = 1\n")
    assert main(["picture", "--sheet", str(script), "-o", str(tmp_path / "x.html")]) == 2
    assert "has no steps: comment lines #1, #2, … open them" in capsys.readouterr().err
