from __future__ import annotations

from typing import Callable, Dict, List, Optional, Tuple, Union

import numpy as np
import numpy.typing as npt

Vector = List[float]
FloatArray = npt.NDArray[np.float64]
rate: float = 0.1
note: "not evaluated[at all]"


def scale(values: list[float], by: float | None = None) -> tuple[float, float]:
    total: float = 0.0
    for v in values:
        total += v * (by or 1.0)
    return total, len(values)


def apply(f: Callable[[npt.NDArray[np.float64]], np.ndarray], x: Optional[FloatArray]) -> Union[np.ndarray, None]:
    return f(x)


history: Dict[str, Vector] = {"loss": []}
w: np.ndarray = np.ones(3)
for epoch in range(10):
    kept = w
    w = apply(lambda v: v * 0.9, w)
    history["loss"].append(scale(list(w), by=rate)[0])
print(history["loss"][-1], w)
