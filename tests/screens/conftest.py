from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
import textual.app
import textual.pilot

# Textual reads these when it is imported; a developer's own settings must not decide what a test sees.
for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(name, None)


async def _yielding(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Let what waits have its turn. Textual's own waits for an idle process, which says nothing of one message."""
    await asyncio.sleep(max(min_sleep, 0.001))


@pytest.fixture(autouse=True)
def no_waiting_for_idleness(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test waits for what it looks at, not until the whole process has nothing to do."""
    monkeypatch.setattr(textual.app, "wait_for_idle", _yielding)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", _yielding)


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A program in which a jump to the end goes on for as long as the test does."""
    path = tmp_path / "endless.py"
    path.write_text("total = 0\nfor j in range(10**12):\n    total += j\n")
    return path
