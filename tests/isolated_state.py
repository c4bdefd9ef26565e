from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says nothing on a machine that does other things as well.
settings.register_profile("toytutor", deadline=None)
settings.load_profile("toytutor")


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes what the one who runs it has done in the tutor."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("TOYTUTOR_STATE", str(folder))
    return folder
