from __future__ import annotations

import os

# Textual reads these when it is imported; a developer's own settings must not decide what a test sees.
for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(name, None)
