from dataclasses import dataclass, field

import numpy as np


@dataclass
class State:
    w: float = 0.5
    seen: list = field(default_factory=list)


s = State()
for j in range(30):
    s.w = s.w * 0.9 + j
    s.seen.append(s.w)
print(s.w, len(s.seen), np.sum(s.seen))
