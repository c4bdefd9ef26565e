"""`argparse` for a guarded program: Python's own code, which reaches the program's arguments and output alone.

Each program has a module of its own, made of the library's source, so that what stands in it for the system is the
program's: no other program and none of the tutor's own commands meets it. What the arguments come to is kept in a
`Namespace` that gives nobody an attribute by which Python or numpy would ask for its insides.
"""

from __future__ import annotations

import builtins
import os
import types
from importlib.util import find_spec, module_from_spec
from typing import Any, Final

WIDTH: Final = 78
"""Characters in a line of help: what `argparse` takes where no terminal tells a width."""

_ACTIONS: Final = frozenset(
    {
        "store",
        "store_const",
        "store_true",
        "store_false",
        "append",
        "append_const",
        "extend",
        "count",
        "help",
        "version",
    }
)
_OF_SUBPARSERS: Final = frozenset({"title", "description", "prog", "dest", "required", "help", "metavar"})


class Namespace:
    """`argparse.Namespace`: values by their names. `vars` gives the very dictionary, as Python does."""

    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, "_values", {})
        for name, value in values.items():
            setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self._values:
            raise AttributeError(f"'Namespace' object has no attribute {name!r}", name=name, obj=None)
        return self._values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("__"):
            raise AttributeError(f"{name!r} is one of Python's own names; an argument may not be called so here")
        self._values[name] = value

    def __delattr__(self, name: str) -> None:
        if name.startswith("__") or name not in self._values:
            raise AttributeError(name)
        del self._values[name]

    def __repr__(self) -> str:
        told = [f"{name}={value!r}" for name, value in self._values.items() if name.isidentifier()]
        others = {name: value for name, value in self._values.items() if not name.isidentifier()}
        return f"Namespace({', '.join(told + ([f'**{others!r}'] if others else []))})"

    def __eq__(self, other: object) -> bool:
        return bool(self._values == other._values) if type(other) is Namespace else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, name: object) -> bool:
        return name in self._values


# As the program reads it of `type(args)`.
Namespace.__module__ = "argparse"


def values_of(namespace: Namespace) -> dict[str, Any]:
    """What a namespace holds: the very dictionary."""
    found: dict[str, Any] = namespace.__dict__["_values"]
    return found


def vars_of(value: Any, /) -> dict[str, Any]:
    """`vars`, of what the arguments came to. Raises TypeError for all else."""
    if type(value) is not Namespace:
        raise TypeError("`vars` takes only what `parse_args` gives here: name the attributes one by one")
    return values_of(value)


def parsing(arguments: list[Any], stdout: Any, stderr: Any, leave: Any) -> dict[str, Any]:
    """What the module `argparse` holds of a program with these arguments and streams; `leave` ends the program."""
    spec = find_spec("argparse")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    surroundings = types.SimpleNamespace(argv=arguments, stdout=stdout, stderr=stderr, exit=leave)
    vars(made).update(
        _=_untranslated,
        ngettext=lambda one, several, count: one if count == 1 else several,
        _sys=surroundings,
        _os=types.SimpleNamespace(path=types.SimpleNamespace(basename=os.path.basename)),
        vars=lambda value: values_of(value) if type(value) is Namespace else builtins.vars(value),
        Namespace=Namespace,
    )
    _limit_actions(made)
    _limit_width(made.HelpFormatter)
    # Beside the one that it is made of, which the library's own code means by its name.
    return {**vars(made), "ArgumentParser": _parser(made)}


def _untranslated(text: str) -> str:
    return text


def _limit_actions(module: Any) -> None:
    """An action is one of the library's own: one of the program's would be given the parser's insides."""
    add = module._ActionsContainer.add_argument

    def add_argument(self: Any, *names: Any, **options: Any) -> Any:
        action = options.get("action", "store")
        if action is not module.BooleanOptionalAction and not (type(action) is str and action in _ACTIONS):
            raise TypeError(f"`action` takes {', '.join(sorted(_ACTIONS))} or BooleanOptionalAction here")
        return add(self, *names, **options)

    module._ActionsContainer.add_argument = add_argument


def _limit_width(formatter: Any) -> None:
    """The terminal's width is none of the program's."""
    begin = formatter.__init__

    def __init__(
        self: Any, prog: str, indent_increment: int = 2, max_help_position: int = 24, width: Any = None
    ) -> None:
        begin(self, prog, indent_increment, max_help_position, WIDTH if width is None else width)

    formatter.__init__ = __init__


def _parser(module: Any) -> Any:
    """The class of parsers: no files are read, and nobody else's objects are written to."""

    class ArgumentParser(module.ArgumentParser):  # type: ignore[misc]
        def __init__(self, *given: Any, **options: Any) -> None:
            if options.get("fromfile_prefix_chars") is not None or len(given) > 6:
                raise TypeError("`fromfile_prefix_chars` reads arguments from files, which is not allowed here")
            if not all(type(parent) is ArgumentParser for parent in options.get("parents", given[4:5] or ())):
                raise TypeError("`parents` takes parsers, each an `ArgumentParser`")
            super().__init__(*given, **options)

        def add_subparsers(self, **options: Any) -> Any:
            refused = options.keys() - _OF_SUBPARSERS
            if refused:
                raise TypeError(f"`add_subparsers` takes no {min(refused)} here")
            return super().add_subparsers(**options)

        def parse_known_args(self, args: Any = None, namespace: Any = None, **options: Any) -> Any:
            if namespace is not None and type(namespace) is not Namespace:
                raise TypeError("`namespace` takes an `argparse.Namespace` here")
            return super().parse_known_args(args, namespace, **options)

        def _read_args_from_files(self, arg_strings: list[str]) -> list[str]:
            return arg_strings

        def _get_formatter(self) -> Any:
            made = super()._get_formatter()
            if not isinstance(made, module.HelpFormatter):
                raise TypeError("`formatter_class` takes one of argparse's own here")
            return made

    ArgumentParser.__module__, ArgumentParser.__qualname__ = "argparse", "ArgumentParser"
    return ArgumentParser
