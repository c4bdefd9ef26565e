"""Why the guard refuses what it refuses, in words: what it is, and what to write in its place."""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Collection
from importlib import import_module
from importlib.metadata import version
from typing import Final

from tui_tutor.engine.text.language import attributes, conditions, gone, modules, names, syntax

MOST_HINTS: Final = 50
"""Problems of one program up to which the name is looked for that was perhaps meant."""

_DUNDER = "names that begin with two underscores are Python's own; leave it out"
_DUNDER_STORED = "names that begin with two underscores are Python's own; choose another name"

_KEPT = "it is what a notebook keeps of what its cells gave; store that in a name where it is computed"
_OF_NOTEBOOKS: Final = {
    "display": "only a notebook gives it one; use `print`",
    "get_ipython": "only a notebook gives it one; leave this out",
    **dict.fromkeys(("_", "__", "In", "Out"), _KEPT),
}
"""Names that have a value in a notebook alone."""

NO_SKLEARN: Final = "scikit-learn is not installed here: `pip install scikit-learn` brings it"

_USUAL: Final = {"np": "numpy", "plt": "matplotlib.pyplot", "sns": "seaborn"}
"""The short names that everybody gives to modules."""

_OF_TYPES: Final = ("collections", "dataclasses", "enum", "abc", "typing", "numpy.typing", "fractions", "decimal")
_LOWER: Final = frozenset({"defaultdict", "deque", "namedtuple", "dataclass", "abstractmethod"})
"""The modules whose types are known by their names alone, and what of them is not written with a capital."""

USABLE: Final = names.BUILTINS | names.EXCEPTIONS | names.READABLE_DUNDERS | names.ONLY_CALLED_BUILTINS.keys()
"""Python's own names that a program may use."""

# `_` is the usual name for a value that is not used, and an interactive Python puts it among the built-ins.
_REFUSED_BUILTINS = (
    (frozenset(dir(builtins)) | names.REFUSED_NAMES.keys()) - USABLE - names.CAUGHT - {"_", "None", "True", "False"}
)


def why_not_name(name: str) -> str | None:
    """Why one of Python's own names may not be used, None where it may or is none of these."""
    if name in names.REFUSED_NAMES:
        return f"`{name}` is not allowed here: {names.REFUSED_NAMES[name]}"
    is_pythons = name.startswith("__") and not names.is_private(name)
    if is_pythons and name not in names.READABLE_DUNDERS | names.STORED_DUNDERS:
        return f"`{name}` is not allowed here: {_DUNDER}"
    if name in names.CAUGHT:
        return f"`{name}` can be caught here, but not raised: use `RuntimeError`, or an exception of your own"
    if name in names.ONLY_CALLED_BUILTINS:
        return f"`{name}` cannot be used like this: {names.ONLY_CALLED_BUILTINS[name]}"
    if name in _REFUSED_BUILTINS:
        return f"`{name}` is not allowed here: it reaches further than a program's own values"
    return None


def why_no_value(name: str, known: Collection[str], otherwise: str) -> str:
    """Why a name means nothing, and what was perhaps meant; else what is to be done."""
    if name in _USUAL:
        return f"`{name}` has no value: write `import {_USUAL[name]} as {name}` above"
    if name in _OF_NOTEBOOKS:
        return f"`{name}` has no value: {_OF_NOTEBOOKS[name]}"
    if name in modules.MODULES:
        return f"`{name}` has no value: write `import {name}` above"
    holder = next((module for module in _OF_TYPES if name in modules.MODULES[module]), None)
    if holder is not None and (name[0].isupper() or name in _LOWER):
        return f"`{name}` has no value: write `from {holder} import {name}` above"
    return f"`{name}` has no value: {suggestion(name, known, otherwise)}"


def why_not_stored(name: str) -> str | None:
    """Why a name may not be given a value."""
    is_pythons = name.startswith("__") and not names.is_private(name) and name not in names.STORED_DUNDERS
    return f"`{name}` is not allowed here: {_DUNDER_STORED}" if is_pythons else None


def why_not_own(name: str) -> str | None:
    """Why an attribute of a program's own objects may not be called so."""
    is_pythons = name.startswith("__") and not names.is_private(name)
    return f"`.{name}` is not allowed here: {_DUNDER_STORED}" if is_pythons else None


def why_not_member(path: str, text: str) -> str | None:
    """Why a module or its member, written as `text`, may not be used as it is, None where it may."""
    module, _, name = path.rpartition(".")
    if path in modules.MODULES:
        return _why_no_module(path, text)
    if name in modules.MODULES.get(module, ()):
        return (
            f"`{text}` cannot be used like this: {modules.ONLY_CALLED[path]}" if path in modules.ONLY_CALLED else None
        )
    known = modules.REFUSED_MEMBERS.get(module, {}).get(name)
    near = suggestion(name, modules.MODULES.get(module, ()), "")
    hint = known or near or modules.WHOLE.get(module) or f"`{module}` has nothing of this name that can be used"
    return f"`{text}` is not allowed here: {hint}"


def why_gone(path: str, text: str) -> str | None:
    """Why a member of a module, written as `text`, is missing that older programs have; None where it is there."""
    module, _, name = path.rpartition(".")
    if path not in gone.GONE:
        return None
    # numpy warns of some that it is about to give another meaning.
    with warnings.catch_warnings(action="ignore"):
        if hasattr(import_module(module), name):
            return None
    owner = f"numpy {version('numpy')}" if module.startswith("numpy") else "Python"
    return f"{owner} no longer has `{text}`: write {gone.GONE[path]}"


def _why_no_module(path: str, text: str) -> str:
    if not modules.MODULES[path] or path not in modules.EXAMPLES:
        hint = modules.WHOLE.get(path, "use what it holds")
        return f"`{text}` is a module and cannot be handed on: {hint}"
    return f"`{text}` is a module: use what it holds, such as `{text}.{modules.EXAMPLES[path]}`"


def why_not_import(module: str, name: str) -> str:
    """Why `from module import name` is refused, or `import name` where `module` is empty."""
    if module in modules.MODULES and name != "*":
        return why_not_member(f"{module}.{name}", name) or name
    if module in modules.MODULES:
        return f"`from {module} import *` is not allowed here: {modules.WHOLE.get(module, 'name what you need')}"
    root = (module or name).partition(".")[0]
    own = "write what you need of it into this file"
    hint = own if not root else modules.IMPORT_HINTS.get(root, f"{modules.OTHERWISE}; {own}")
    return f"`{module or name}` cannot be imported here: {hint}"


def other_lines(lines: list[int]) -> str:
    """On which other lines the same is to be mended, as the end of a message."""
    if not lines:
        return ""
    *most, last = map(str, lines)
    return f" (lines {', '.join(most)} and {last} too)" if most else f" (line {last} too)"


def why_not_attribute(name: str) -> str | None:
    """Why an attribute of a value may not be used, None where it may."""
    if name in attributes.ANY or name in names.READABLE:
        return None
    hint = attributes.REFUSED.get(name)
    if name.startswith("__") and hint is None:
        hint = _DUNDER
    elif name.startswith("_") and hint is None:
        hint = "names that begin with an underscore are the insides of what has them; use what it shows"
    hint = hint or suggestion(name, attributes.ANY, "no value here has it; is it misspelt?")
    return f"`.{name}` is not allowed here: {hint}"


def is_nobodys(name: str) -> bool:
    """Whether an attribute is one that no value is known to have, rather than one that may not be reached."""
    return not name.startswith("_") and why_not_attribute(name) is not None and name not in attributes.REFUSED


def why_not_syntax(name: str) -> str:
    """Why a kind of syntax node is refused."""
    word, hint = syntax.REFUSED_SYNTAX.get(name, (name, "it is not known here; write it in another way"))
    return f"`{word}` is not allowed here: {hint}"


def why_not_by_text(function: str, path: str, text: str) -> str:
    """Why `getattr` and its like take nothing of a module, which is written as `text`."""
    example = f", such as `{text}.{modules.EXAMPLES[path]}`" if path in modules.EXAMPLES else ""
    hint = f"put the functions themselves into a list or a dict{example}"
    return f"`{function}({text}, …)` is not allowed here: it takes a function by its text; {hint}"


def suggestion(name: str, known: Collection[str], otherwise: str) -> str:
    """The name that was perhaps meant."""
    # Only where something is refused: what is right is to begin at once.
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return f"did you mean `{near[0]}`?" if near else otherwise


def condition_arguments(path: str | None, method: str) -> int | None:
    """How many arguments a function or method takes in a condition; None where a condition may not call it."""
    module, _, name = (path or "").rpartition(".")
    if path is None:
        return conditions.METHODS.get(method)
    if module in ("", "math"):
        known = conditions.BUILTINS if not module else modules.MODULES[module]
        return conditions.ANY_NUMBER if name in known else None
    return conditions.MEMBERS.get(name) if name in modules.MODULES.get(module, ()) else None


def why_not_called(text: str) -> str:
    """Why a condition may not call a function that is written as `text`."""
    hint = "only functions that look can be called here, such as `np.max(x)`, `abs(x)` or `x.mean()`"
    return why_not_name(text) or f"`{text}(…)` is not allowed here: {hint}"
