from __future__ import annotations

import os
from pathlib import Path

import pytest

# Textual reads these when it is imported; a developer's own settings must not decide what a test sees.
for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(name, None)


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A program in which a jump to the end goes on for as long as the test does."""
    path = tmp_path / "endless.py"
    path.write_text("total = 0\nfor j in range(10**12):\n    total += j\n")
    return path
