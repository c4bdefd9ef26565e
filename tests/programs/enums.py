from enum import Enum, IntEnum, auto


class Mode(Enum):
    TRAIN = "train"
    TEST = "test"


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()


mode = Mode.TRAIN
switches = 0
for step in range(10):
    if step % 3 == 2:
        mode = Mode.TEST if mode is Mode.TRAIN else Mode.TRAIN
        switches += Level.HIGH
print(mode, mode.name, mode.value, switches, Mode("test"), [m.name for m in Mode], Level.LOW < Level.HIGH)
