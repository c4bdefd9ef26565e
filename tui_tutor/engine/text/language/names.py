"""Python's own names, and the names of what it calls itself."""

from __future__ import annotations

from typing import Final

from tui_tutor.engine.text.language.words import NO_FILES, words

BUILTINS: Final = words(
    """abs all any ascii bin bool bytes callable chr complex dict divmod enumerate exit filter float format frozenset
    getattr hasattr hex int isinstance issubclass iter len list map max min next object oct ord pow print quit range
    repr reversed round set setattr slice sorted str sum super tuple zip NotImplemented Ellipsis"""
)
"""What a program may use and hand on. `getattr`, `hasattr`, `setattr`, `exit` and `quit` are the tutor's own."""

ONLY_CALLED_BUILTINS: Final = {"type": "call it with one value: `type(x)`"}

EXCEPTIONS: Final = words(
    """Exception ArithmeticError AssertionError AttributeError FloatingPointError IndexError KeyError LookupError
    NameError NotImplementedError OverflowError RecursionError RuntimeError StopIteration SystemExit TypeError
    UnboundLocalError UnicodeError ValueError ZeroDivisionError Warning UserWarning RuntimeWarning DeprecationWarning
    FutureWarning"""
)
"""Python's own exceptions that a program may raise, catch and make its own of."""

CAUGHT: Final = words(
    """OSError IOError EnvironmentError FileNotFoundError PermissionError ImportError ModuleNotFoundError EOFError
    MemoryError KeyboardInterrupt BufferError TimeoutError"""
)
"""Exceptions that a program may be ready for, and cannot raise itself."""

METHODS: Final = words(
    """__init__ __post_init__ __call__ __repr__ __str__ __len__ __bool__ __float__ __int__ __complex__ __index__
    __hash__ __getitem__ __setitem__ __delitem__ __contains__ __iter__ __next__ __reversed__ __enter__ __exit__
    __eq__ __ne__ __lt__ __le__ __gt__ __ge__
    __add__ __radd__ __iadd__ __sub__ __rsub__ __isub__ __mul__ __rmul__ __imul__ __truediv__ __rtruediv__ __itruediv__
    __floordiv__ __rfloordiv__ __ifloordiv__ __mod__ __rmod__ __imod__ __divmod__ __rdivmod__ __pow__ __rpow__ __ipow__
    __matmul__ __rmatmul__ __imatmul__ __and__ __rand__ __iand__ __or__ __ror__ __ior__ __xor__ __rxor__ __ixor__
    __lshift__ __rlshift__ __rshift__ __rrshift__ __neg__ __pos__ __abs__ __invert__ __round__ __trunc__ __floor__
    __ceil__"""
)
"""Methods that Python itself calls, as far as a program's classes may have them: none that meddles with attributes."""

MATCH_ARGUMENTS: Final = "__match_args__"

CLASS_NAMES: Final = METHODS | words("__slots__ __array_priority__ __array_ufunc__") | {MATCH_ARGUMENTS}
"""Names of that kind that a class may give a value, such as `__rmul__ = __mul__`."""

READABLE_DUNDERS: Final = words("__name__ __doc__")

STORED_DUNDERS: Final = words(
    "__all__ __author__ __authors__ __copyright__ __credits__ __date__ __doc__ __email__ __license__ __maintainer__ "
    "__status__ __version__"
)
"""Names of that kind by which a script tells of itself."""

READABLE: Final = words("__name__ __doc__ __qualname__")
"""Attributes of that kind that tell nothing but words, of any value."""

_FILES = f"{NO_FILES}; write the numbers into the program, and `print` what comes out"
_TEXT = "text is never run as a program; write the lines themselves"
_NAMES = "keep values in names, lists or dicts, and read them by writing their names"
_BYTES = "keep numbers in lists or in numpy arrays"
_VARIES = "it differs from run to run, and going back is to meet the same numbers"

REFUSED_NAMES: Final[dict[str, str]] = {
    "open": _FILES,
    **dict.fromkeys(words("exec eval compile"), _TEXT),
    "delattr": "give the attribute another value, such as None",
    **dict.fromkeys(words("vars globals locals dir"), _NAMES),
    **dict.fromkeys(words("bytearray memoryview"), _BYTES),
    **dict.fromkeys(words("classmethod staticmethod property"), "write it with an @ above a method"),
    **dict.fromkeys(words("id hash"), f"{_VARIES}; number the values yourself"),
    "__import__": "write `import` and the module's name",
    "__file__": f"{NO_FILES}; leave it out",
    "input": "nobody is asked while a program is stepped; store the value in a name",
    "breakpoint": "the tutor can stop at every operation already; leave it out",
    "help": "it waits for a reader; leave it out",
    **dict.fromkeys(words("aiter anext"), "they belong to `async`; use `iter` and `next`"),
    **dict.fromkeys(words("copyright credits license"), "leave it out"),
    **dict.fromkeys(
        words("BaseException BaseExceptionGroup ExceptionGroup GeneratorExit"),
        "use `Exception`, or one that is made of it",
    ),
}
"""Built-ins that may not be used, and why not."""

BY_TEXT: Final = words("getattr hasattr setattr")
"""Built-ins that take an attribute by its text."""

STORING: Final = words("exec globals locals vars")
"""Built-ins through which a program may give values to names that are stored nowhere in its text."""


def is_private(name: str) -> bool:
    """Whether a class keeps a name to itself: Python writes its own name before it."""
    return name.startswith("__") and not name.endswith("__") and not name.startswith("__tt")
