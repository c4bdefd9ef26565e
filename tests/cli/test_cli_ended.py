from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from terminal.emulator import ROOT, children_of, is_running, wait_until


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process is not told that its parent has ended")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
@pytest.mark.slow
def test_a_check_that_is_ended_leaves_no_process_behind(number: signal.Signals, tmp_path: Path) -> None:
    program = tmp_path / "endless.py"
    program.write_text("x = 0\nwhile True:\n    x += 1\n")
    command = [sys.executable, "-m", "tui_tutor", "check", str(program), "--seconds", "1000"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True) as check:
        wait_until(lambda: bool(children_of(check.pid)))
        (child,) = children_of(check.pid)
        wait_until(lambda: b"trial" in Path(f"/proc/{child}/cmdline").read_bytes())
        # Its memory is limited once it is ready, and from then on it is bound to the one who started it.
        wait_until(lambda: "Max address space         unlimited" not in Path(f"/proc/{child}/limits").read_text())
        check.send_signal(number)
        check.wait()
        wait_until(lambda: not is_running(child))
