"""What tests of states share: values taken, changed and put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui_tutor.engine.rewind.world import World


def there_and_back(change: Callable[[], object], **values: Any) -> dict[str, Any]:
    world = World({})
    state = world.take(values)
    change()
    return world.put(state)
