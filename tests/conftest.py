from __future__ import annotations

import os

import pytest

# Textual reads these when it is imported; a developer's own settings must not decide what a test sees.
for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(name, None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the screens of tests/view/goldens anew")
