"""What `toytutor check` says of texts whose `show` or quoted numbers the run does not bear out."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import messages, write_lesson

from tui_tutor.cli import main

HEAD = '+++\ntitle = "The row"\n{}+++\n\n{}\n'
STORES = "there are: x, j"


def checked(capsys: pytest.CaptureFixture[str], folder: Path) -> tuple[int, list[str]]:
    status = main(["check", str(folder)])
    return status, [line.removeprefix(f"{folder}/") for line in messages(capsys.readouterr().err).splitlines()]


@pytest.mark.parametrize(
    ("file", "header", "body", "problem"),
    [
        (
            "02_double.md",
            'show = "y"\n',
            "Twice.",
            "02_double.md:3:1: show: 'y' is neither stored by the operations of",
        ),
        ("02_double.md", 'show = "2*x"\n', "Twice.", "02_double.md:3:1: show: '2*x' is neither stored by the"),
        (
            "01_row.md",
            'show = "j"\n',
            "A row.",
            "01_row.md:3:1: show: 'j' is neither stored by the operations of step 1",
        ),
        ("99_results.md", 'show = "x"\n', "x.", "99_results.md:3:1: show: 'x' is neither stored after the loop nor"),
        ("01_row.md", "show = 3\n", "A row.", "01_row.md:3:1: show must be text in quotes"),
        ("00_start.md", 'show = "np"\n', "Hello.", "00_start.md:3:1: show is for steps: what comes before the first"),
        (
            "01_row.md",
            "",
            "A row.\n\n  So {row[0]:.1f}.",
            f"01_row.md:7:6: the program stores no 'row' to be quoted; {STORES}",
        ),
        ("01_row.md", "", "A {x[5]} row.", "01_row.md:5:3: x[5]: index 5 is out of bounds for axis 0 with size 2"),
        ("01_row.md", "", "\n\n  A {x} row.", "01_row.md:7:5: x is 2, not one number"),
        ("01_row.md", "", "A {x[0]:d} row.", "01_row.md:5:3: x[0]: unknown format code 'd' for object of type 'float'"),
        ("01_row.md", "", "A {x[0]:wide} row.", "01_row.md:5:3: 'wide' is no format for a number; one is such as +.3f"),
        ("01_row.md", "", "A {x.sum()} row.", "01_row.md:5:3: 'x.sum()' cannot be quoted: a quote holds names,"),
        ("01_row.md", "", "{x[0]} a } row.", "01_row.md:5:10: a single }: a quote is {name}, an ordinary brace is }}"),
        ("01_row.md", "", "Not yet {j}.", "01_row.md:5:9: {j}: j does not exist yet in step 1"),
        ("00_start.md", "", "Not yet {x[0]}.", "00_start.md:5:9: {x[0]}: x does not exist yet before step 1"),
    ],
)
@pytest.mark.few(4)
def test_what_is_wrong_with_a_text(
    file: str, header: str, body: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_lesson(tmp_path / "lesson", {file: HEAD.format(header, body)})
    status, [told] = checked(capsys, folder)
    assert status == 1
    assert told.startswith(problem)


def test_what_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts: dict[str, str | None] = {
        "01_row.md": HEAD.format('show = "x"\n', "A row from {x[0]:.1f} to {x[-1]:+.1f}, in {{braces}}."),
        "02_double.md": HEAD.format('show = "for  j in range(3)"\n', "Round {j}; the largest is {max(x):g}."),
        "99_results.md": HEAD.format("show = 'print(x)'\n", "At last {x[0]:.0f}."),
    }
    assert checked(capsys, write_lesson(tmp_path / "lesson", texts)) == (0, [])


def test_all_of_it_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts: dict[str, str | None] = {
        "01_row.md": HEAD.format('show = "y"\n', "{x[7]} and {x[8]}"),
        "99_results.md": HEAD.format('show = "y"\n', "{x}"),
    }
    status, told = checked(capsys, write_lesson(tmp_path / "lesson", texts))
    assert status == 1
    assert [line.split(" ")[0] for line in told] == [
        "01_row.md:3:1:",
        "01_row.md:6:1:",
        "01_row.md:6:12:",
        "99_results.md:3:1:",
        "99_results.md:6:1:",
    ]
