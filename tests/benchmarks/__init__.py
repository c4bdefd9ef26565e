from __future__ import annotations

import sys
from pathlib import Path

# A benchmark is run as tests.benchmarks.NAME; the tests' own packages are found from their folder, as pytest does.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
