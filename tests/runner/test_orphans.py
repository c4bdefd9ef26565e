"""However the tutor ends, no process of its is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from talk import Talk, is_running, script, wait_until

import tui_tutor
from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner.client import Client

TUTOR = """
import sys, time
sys.path.insert(0, {tests!r})
from talk import ENDLESS, LONG, Talk, script
from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner.client import Client

busy = {busy!r}
talk = Talk(Client(script(ENDLESS if busy == "endless" else LONG)))
talk.arrived()
if busy:
    talk.client.move(Move.END, True)
if busy == "jump":
    talk.progress()
elif busy:
    talk.busy()
print(talk.process, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("busy", ["", "jump", "endless"], ids=["at rest", "in a jump", "in an endless loop"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.few(1)
def test_the_process_ends_with_the_tutor(number: signal.Signals, busy: str) -> None:
    code = TUTOR.format(tests=str(Path(__file__).parent), busy=busy)
    environment = {**os.environ, "PYTHONPATH": str(Path(tui_tutor.__file__).parent.parent)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True) as tutor:
        assert tutor.stdout is not None
        process = int(tutor.stdout.readline())
        assert is_running(process)
        tutor.send_signal(number)
        tutor.wait()
        wait_until(lambda: not is_running(process))


def test_the_process_outlives_the_thread_that_asked_for_it() -> None:
    begun: list[Talk] = []

    def begin() -> None:
        begun.append(Talk(Client(script("x = 1\ny = 2\n"))))
        begun[0].arrived()

    asking = threading.Thread(target=begin)
    asking.start()
    asking.join()
    try:
        begun[0].client.move(Move.FORWARD, True)
        assert str(begun[0].arrived().moment.position) == "setup:2"
    finally:
        begun[0].client.close()
