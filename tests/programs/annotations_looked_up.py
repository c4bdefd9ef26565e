from dataclasses import dataclass, field
from typing import Any, Callable, ClassVar

import numpy as np
from numpy.typing import NDArray

seen: dict[str, int] = {"turns": 0}
last: "Layer"

@dataclass
class Layer:
    made: ClassVar[int] = 0
    weights: np.ndarray
    squash: Callable[[NDArray[np.float64]], NDArray[np.float64]] = np.tanh
    outputs: list[NDArray[np.float64]] = field(default_factory=list)
    note: Any = None

    def __post_init__(self) -> None:
        Layer.made += 1

    def forward(self, x: NDArray[np.float64] | np.ndarray, *more: float, scale: float = 1.0) -> "NDArray[np.float64]":
        result: NotThere = self.squash(x @ self.weights) * scale
        self.outputs.append(result)
        return result

    def copy(self) -> "Layer":
        self.note: str = "copied"
        return Layer(self.weights.copy())

def loss(y: NDArray[np.float64], target: NDArray[np.float64], rng: np.random.Generator | None = None) -> np.float64 | float:
    return ((y - target) ** 2).mean()

layer: Layer = Layer(np.array([[0.5], [-0.25]]))
x: NDArray[np.float64] = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]])
target = np.array([[0.8], [-0.2], [0.4]])
for epoch in range(12):
    y = layer.forward(x)
    change: np.ndarray = x.T @ ((y - target) * (1 - y**2))
    layer.weights -= 0.1 * change
    seen["turns"]: int = epoch
last = layer.copy()
print(loss(y, target), Layer.made, layer.note, seen, last.outputs)
