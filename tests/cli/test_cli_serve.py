from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import environment

from tui_tutor.cli import main
from tui_tutor.web.addresses import is_local, own_address

WEB = all(importlib.util.find_spec(name) is not None for name in ("aiohttp", "textual_serve"))
needs_web = pytest.mark.skipif(not WEB, reason="the extra web is not installed")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--port", "80000"], "'80000' is no port"),
        (["--port", "-1"], "'-1' is no port"),
        (["--sessions", "0"], "'0' is no number of pages"),
        (["--sessions", "many"], "'many' is no number of pages"),
        (["--idle", "0"], "'0' is no time"),
        (["--idle", "nan"], "'nan' is no time"),
        (["--trust"], "unrecognized arguments: --trust"),
        (["--session", "3"], "did you mean --sessions?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_option_is_told(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *words]) == 2
    assert message in capsys.readouterr().err


def test_the_extra_that_is_missing_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["serve"]) == 2
    said = capsys.readouterr().err
    assert "serve needs aiohttp and textual_serve, which the extra `web` brings" in said
    assert "pip install" in said


@needs_web
@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["nonsense"], 2, "there is no lesson 'nonsense'"),
        (["--host", "no.such.host.invalid"], 2, "cannot serve at no.such.host.invalid, port 8000"),
        (["--host", "203.0.113.7"], 2, "127.0.0.1 is this computer alone"),
        (["--host", "\0"], 2, "cannot serve at"),
    ],
)
@pytest.mark.slow
def test_what_cannot_be_served_is_told(
    words: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *words]) == status
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err


@needs_web
def test_a_lesson_with_problems_is_not_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "own.py"
    script.write_text("import socket\n", encoding="utf-8")
    assert main(["serve", str(script)]) == 1
    assert f"{script}:1:" in capsys.readouterr().err


@needs_web
def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port}: address already in use; choose another port, such as --port" in said


@needs_web
@pytest.mark.slow
def test_opening_it_to_a_network_is_warned_of() -> None:
    command = [sys.executable, "-m", "tui_tutor", "serve", "--host", "0.0.0.0", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("toy_brain is served at http://")
    process.terminate()
    _, said = process.communicate(timeout=30)
    assert said.startswith("toytutor: warning: this is open to the network.")
    assert process.returncode == 128 + 15


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.5.5.5", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("classroom.example", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_what_only_this_computer_reaches(host: str, local: bool) -> None:
    assert is_local(host) is local


def test_the_address_that_is_told_is_one() -> None:
    address = own_address()
    assert address == socket.gethostname() or socket.inet_aton(address)


def test_the_tutor_needs_no_terminal_where_it_is_shown_in_a_browser() -> None:
    """With the variables that textual-serve sets, and pipes instead of a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "tui_tutor", "--at", "nonsense"],
        env=environment(TEXTUAL_DRIVER="textual.drivers.web_driver:WebDriver"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"terminal" not in done.stderr
    assert b"is no position" in done.stderr


def test_serve_takes_no_terminal_for_granted() -> None:
    """Its help, like every command's, imports nothing that takes long."""
    code = "import sys\nfrom tui_tutor.cli import main\nmain(['serve', '--help'])\n"
    code += "print([name for name in ('numpy', 'textual', 'aiohttp') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this system has one kind of addresses at a time")
def test_all_addresses_are_those_of_both_kinds() -> None:
    from tui_tutor.commands.serve import Options, _listen

    with _listen(Options("::", 0, 1, 1.0)) as listening:
        socket.create_connection(("127.0.0.1", listening.getsockname()[1])).close()
