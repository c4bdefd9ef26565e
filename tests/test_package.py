"""The package as others get it: built, installed where its user may not write, and run from somewhere else."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from terminal.emulator import Terminal

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOBODY = 65534
BUILD = "import sys; from hatchling import build; print(getattr(build, f'build_{sys.argv[1]}')(sys.argv[2]))"
BECOME = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=-all",
    "--bounding-set=-all",
)


@dataclass(frozen=True)
class Installed:
    """An environment with nothing but the package, and how commands in it are run as one who may not write there."""

    folder: Path
    become: tuple[str, ...]
    home: Path

    @property
    def command(self) -> tuple[str, ...]:
        return (*self.become, str(self.folder / "bin" / "toytutor"))

    @property
    def environment(self) -> dict[str, str | None]:
        return {
            "PYTHONPATH": None,
            "TOYTUTOR_STATE": None,
            "TOYTUTOR_CONFIG": None,
            "XDG_CONFIG_HOME": None,
            "XDG_DATA_HOME": None,
            "XDG_STATE_HOME": None,
            "HOME": str(self.home),
            "TEXTUAL_ANIMATIONS": "none",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        kept = {**os.environ, **self.environment}
        variables = {name: value for name, value in kept.items() if value is not None}
        return subprocess.run([*self.command, *words], cwd="/", env=variables, capture_output=True, check=False)

    def files(self) -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in self.folder.rglob("*")}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that every user can look into, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="toytutor-package-"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=False)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def built(place: Path) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built of what it holds."""
    tools = _environment(place / "tools", sys.executable)
    _install(tools, *tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"])
    kept = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, kept.split("\0")):
        (place / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, place / "source" / name)
    sdist = _build(tools, "sdist", place / "source", place / "dist")
    with tarfile.open(sdist) as archive:
        archive.extractall(place / "unpacked", filter="data")
    [unpacked] = (place / "unpacked").iterdir()
    return sdist, _build(tools, "wheel", unpacked, place / "dist")


@pytest.fixture(scope="module")
def installed(place: Path, built: tuple[Path, Path]) -> Installed:
    become, python = _ordinary_user()
    environment = _environment(place / "environment", python)
    _install(environment, str(built[1]))
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(environment)], check=True)
    home = place / "home"
    home.mkdir()
    if become:
        os.chown(home, NOBODY, NOBODY)
    return Installed(environment, become, home)


def _ordinary_user() -> tuple[tuple[str, ...], str]:
    """How to run something as one who may not write everywhere, and a Python that this one may run."""
    base = os.path.realpath(sys.executable)
    if os.geteuid() != 0:
        return (), base
    asked = "import ensurepip, json, sys, venv; sys.exit(sys.version_info < (3, 11))"
    for python in filter(None, (base, shutil.which("python3", path="/usr/local/bin:/usr/bin"))):
        # By way of a shell: it is what an ordinary user may start that counts, not what root starts for one.
        command = [*BECOME, "sh", "-c", '"$0" -c "$1"', python, asked]
        if subprocess.run(command, cwd="/", capture_output=True, check=False).returncode == 0:
            return BECOME, python
    pytest.skip("there is no Python here that an ordinary user can run")


def _environment(folder: Path, python: str) -> Path:
    if os.path.realpath(python) == os.path.realpath(sys.executable):
        venv.create(folder, with_pip=True, symlinks=True)
    else:
        subprocess.run([python, "-m", "venv", str(folder)], check=True, capture_output=True)
    return folder


def _install(environment: Path, *what: str) -> None:
    command = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input", *what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and any(words in done.stderr for words in ("Temporary failure", "Connection", "Network")):
        pytest.skip("there is no package index within reach")
    assert done.returncode == 0, done.stderr


def _build(tools: Path, kind: str, source: Path, target: Path) -> Path:
    command = [str(tools / "bin" / "python"), "-c", BUILD, kind, str(target)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target / done.stdout.strip().splitlines()[-1]


def test_the_metadata_says_what_it_is(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        told = email.message_from_bytes(wheel.read(name))
    assert (told["Name"], told["Summary"]) == ("toytutor", PROJECT["description"])
    assert told["Requires-Python"] == PROJECT["requires-python"]
    assert sorted(told["Keywords"].split(",")) == sorted(PROJECT["keywords"])
    assert sorted(told.get_all("Classifier", [])) == sorted(PROJECT["classifiers"])
    assert told.get_all("Project-URL") is None
    assert told["Home-page"] is None
    assert str(told.get_payload()).startswith("# toytutor")
    needed = [each for each in told.get_all("Requires-Dist", []) if "extra ==" not in each]
    assert sorted(each.partition(">")[0].partition("<")[0] for each in needed) == ["greenlet", "numpy", "textual"]


def test_the_wheel_holds_the_package_and_the_lessons_and_nothing_else(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    here = ROOT / "tui_tutor"
    package = {
        f"tui_tutor/{path.relative_to(here).as_posix()}"
        for path in here.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    lessons = {
        f"tui_tutor/lessons/{path.relative_to(ROOT / 'lessons').as_posix()}"
        for path in (ROOT / "lessons").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package | lessons == names


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--version"], "toytutor "),
        (["--help"], "usage: toytutor"),
        (["lessons"], "The toy brain"),
        (["run", "one_neuron"], ""),
        (["trace", "toy_brain"], "The toy brain · iteration 0 of 60,000"),
        (["check", "shapes"], "shapes: fine: 12 steps, no main loop\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_commands_run_from_elsewhere_and_write_nothing_there(words: list[str], says: str, installed: Installed) -> None:
    before = installed.files()
    done = installed.run(*words)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
    assert done.stdout.decode().startswith(says) or says in done.stdout.decode()
    assert installed.files() == before


def test_its_folder_cannot_be_written(installed: Installed) -> None:
    done = installed.run("new", str(installed.folder / "mine"))
    if not installed.become and os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    assert done.returncode == 1
    assert done.stderr.decode().endswith("cannot be written: permission denied\n")


def test_a_lesson_of_ones_own(installed: Installed) -> None:
    folder = installed.home / "mine"
    assert installed.run("new", str(folder)).returncode == 0
    done = installed.run("check", str(folder))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == f"{folder}: fine: 6 steps, 200 iterations of the loop on line 19\n"


def test_the_tutor_opens_and_comes_back(installed: Installed) -> None:
    before = installed.files()
    for wanted in ("setup · operation 1 of 16", "iteration 10 of 60,000 · operation 1 of 48"):
        with Terminal(command=installed.command, environment=installed.environment, folder=Path("/")) as terminal:
            terminal.wait(lambda lines, wanted=wanted: any(wanted in line for line in lines[:2]))  # type: ignore[misc]
            if wanted.startswith("setup"):
                terminal.press("i")
                terminal.wait("iteration 0 of 60,000")
                terminal.press("x")
                terminal.wait("iteration 10 of 60,000")
            terminal.press("q")
            assert terminal.quit() == 0
            assert terminal.taken == []
    assert installed.files() == before
