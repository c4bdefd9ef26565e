"""What is put back beside plain values: classes, what functions close over, shapes, modules of the program's."""

from __future__ import annotations

import types
import warnings
from typing import Any

import numpy as np
from taken import there_and_back

from tui_tutor.engine.rewind.contents import Held
from tui_tutor.engine.rewind.putting import put
from tui_tutor.engine.rewind.taking import is_still
from tui_tutor.engine.rewind.world import World

PROGRAM = """
class Net:
    rate = 1
def make():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step
step = make()
"""


def test_classes_and_what_functions_close_over_are_put_back() -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(PROGRAM, namespace)
    world = World(namespace)
    state = world.take({name: namespace[name] for name in ("Net", "step")})
    namespace["Net"].rate = 2
    namespace["Net"].late = 3
    assert namespace["step"]() == 1
    back = world.put(state)
    assert back["Net"] is namespace["Net"]
    assert (back["Net"].rate, hasattr(back["Net"], "late")) == (1, False)
    assert back["step"]() == 1


def test_an_array_that_was_given_another_shape_has_its_own_again() -> None:
    array = np.arange(6.0)

    def change() -> None:
        with warnings.catch_warnings():
            # numpy would rather have a view made.
            warnings.simplefilter("ignore", DeprecationWarning)
            array.shape = (2, 3)
        array[0] = 9

    assert there_and_back(change, a=array)["a"] is array
    assert array.tolist() == [0, 1, 2, 3, 4, 5]


def test_a_module_of_the_programs_loses_what_came_later_and_nothing_else() -> None:
    module = types.ModuleType("layers")
    vars(module).update(late=1, rate=2)
    put(module, Held([3], ["rate"]))
    assert vars(module).pop("rate") == 3
    assert set(vars(module)) == set(vars(types.ModuleType("layers")))


def test_whether_an_array_changed_does_not_depend_on_how_its_cells_lie() -> None:
    array = np.arange(40_000.0).reshape(200, 200)
    assert is_still(np.asfortranarray(array), array)
    # The same bytes in the same order, but other cells.
    assert not is_still(array.T, array)
