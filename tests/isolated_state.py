from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Products are small here: starting more threads, in each process anew, takes longer than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# How long an example takes says nothing on a machine that does other things as well. The quick run tries the same
# examples each time, so that a failure is one of what was changed; the thorough one looks for others.
settings.register_profile("quick", deadline=None, max_examples=15, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=300)
settings.load_profile("quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of the cases of a test that is marked `few(count)` all but so many, spread over them, are slow."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("few") is not None and item.get_closest_marker("slow") is None:
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for each in cases.values():
        marker = each[0].get_closest_marker("few")
        assert marker is not None
        kept = {len(each) * at // marker.args[0] for at in range(marker.args[0])}
        for at, item in enumerate(each):
            if at not in kept:
                item.add_marker(pytest.mark.slow)


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """More than there are cores: much of the time one waits for processes and terminals."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes what the one who runs it has done in the tutor, or has written for it."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("TOYTUTOR_STATE", str(folder))
    monkeypatch.setenv("TOYTUTOR_CONFIG", str(folder / "settings.toml"))
    monkeypatch.delenv("TOYTUTOR_LESSONS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    return folder
