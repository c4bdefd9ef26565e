"""What an operation does, in one plain sentence made from its own operands."""

from __future__ import annotations

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.digits import length
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import place_of, sign, size
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.elsewhere import draws
from tui_tutor.view.numbers import brief, thousands


def sentence(event: Event) -> str:
    """One sentence for one operation; for one that failed, what the message means."""
    if event.error is not None:
        return event.error
    if draws(event):
        return "Draws elsewhere: no window opens here, and no number changes."
    say = _SENTENCES.get(event.kind)
    return say(event) if say is not None else ""


def _dot(event: Event) -> str:
    left, right = (
        (event.operands[0].shape or (), event.operands[1].shape or ()) if len(event.operands) > 1 else ((), ())
    )
    if len(left) == 2 and len(right) == 2:
        axes = event.operands[0].axes, event.operands[1].axes
        inner = f"inner {left[1]}s{_named(axes[0][1])}"
        outer = f"outer {left[0]}{_named(axes[0][0])} and {right[1]}{_named(axes[1][1])}"
        return (
            f"Each row on the left meets each column on the right: the {inner} meet and are summed away, "
            f"the {outer} remain."
        )
    return "Matching numbers are multiplied, and the products added up."


def _named(axis: str | None) -> str:
    return f" ({axis})" if axis else ""


def _elementwise(event: Event) -> str:
    arrays = [value for value in event.operands if value.is_array]
    if not arrays:
        return "One number from the numbers beside it."
    if len(event.operands) == 1:
        return "Done to every cell on its own."
    shapes = {value.shape for value in arrays}
    if len(arrays) == 1:
        single = next((value for value in event.operands if not value.is_array), None)
        shown = brief(single.data).lstrip("+") if single is not None and single.is_number else "the single number"
        return f"Every cell on its own, each with the same {shown}."
    if len(shapes) == 1:
        return "Cell by cell: each with the one in the same place."
    return "Cell by cell; the smaller one is stretched to the size of the larger."


def _transpose(_event: Event) -> str:
    return "Rows become columns: the matrix tips over its corner. No number changes."


def _reduce(event: Event) -> str:
    if event.operands and event.operands[0].is_number:
        return "Many numbers become one."
    before = size(event.operands[0]) if event.operands else ""
    return f"Many numbers become few: {before} gathered into {size(event.result) if event.result else ''}."


def range_words(numbers: range) -> str:
    """`range(0, 60000)` as the numbers that it stands for: `0, 1, 2 … 59,999`."""
    if (length(numbers) or 0) <= 6:
        return ", ".join(map(thousands, numbers)) or "no numbers"
    first = ", ".join(thousands(numbers[place]) for place in range(3))
    return f"{first} … {thousands(numbers[-1])}"


def _create(event: Event) -> str:
    if event.result is not None and event.result.type_name == "range":
        return "The numbers that the loop will go through, one each turn."
    return (
        f"New numbers, laid out as {size(event.result)}." if event.result and event.result.is_array else "Numbers made."
    )


def _random(event: Event) -> str:
    if event.result is not None and event.result.is_array:
        return f"{size(event.result)} numbers are drawn at random."
    if event.result is not None and event.result.is_number:
        return "A number is drawn at random."
    return "Sets where the random numbers begin: the same seed always draws the same ones."


def _call(event: Event) -> str:
    return f"{event.site.symbol}(…) is a function of this program, done here as one operation; f steps inside."


def _bind(event: Event) -> str:
    value = event.operands[0] if event.operands else None
    name = event.site.name
    if event.texts and value is not None and value.is_array and event.texts[0].code.isidentifier():
        return f"{name} is now another name for {event.texts[0].code}: no number is copied."
    return f"The result gets the name {name}."


def _update(event: Event) -> str:
    what = f"{event.site.name} is changed" if event.site.name else f"only {_place_in(event)} changed,"
    return f"old {sign(event.site.symbol)} change = new: {what} in place."


def _place_in(event: Event) -> str:
    """What of an array an update changes."""
    code = event.texts[0].code if event.texts else ""
    many = event.result is not None and event.result.is_array
    return f"the cells {code} are" if many else f"{code or 'one cell'} is"


def _compare(event: Event) -> str:
    return "A comparison: it comes to True or to False" + (", cell by cell." if _result_is_array(event) else ".")


def _branch(event: Event) -> str:
    taken = event.result is not None and bool(event.result.data)
    return "True: the lines below it are run." if taken else "False: the lines below it are skipped."


def _loop(event: Event) -> str:
    if event.result is not None and event.result.is_number and not isinstance(event.result.data, bool):
        return f"The loop takes its next item: {brief(event.result.data).lstrip('+')}."
    return "The loop turns once more."


def _print(_event: Event) -> str:
    return "A line is printed, for people to read; nothing else changes."


def _define(_event: Event) -> str:
    return "A function is defined: its lines run later, each time it is called."


def _import(_event: Event) -> str:
    return "A library is made ready to be used."


def _index(event: Event) -> str:
    place = place_of(event.site.symbol, event.operands)
    is_mask = place is not None and place.data.dtype == bool
    holder = event.operands[0] if event.operands else None
    is_keyed = holder is not None and holder.type_name in _KEYED
    if event.site.symbol == "[]=":
        if holder is not None and not holder.is_array:
            what = "under this key" if is_keyed else "in this place"
            return f"Stored inside the {holder.type_name}: what stood {what} before, if anything did, is let go."
        where = "where the mask is True" if is_mask else "that the brackets name"
        return f"Stored inside the array: only the cells {where} change."
    if is_keyed:
        return "What is kept under this key is taken out."
    if is_mask:
        return "A mask: what stands where it is True is taken out, one after the other."
    if place is not None:
        return "What stands at each of these places is taken out, in their order; counting begins at 0."
    return "A part is taken out by its place; counting begins at 0."


_KEYED = frozenset({"dict", "defaultdict", "OrderedDict", "Counter"})
"""Types of what is asked by a key, and not by a place."""


def _other(event: Event) -> str:
    if event.result is not None and event.result.type_name == "str":
        return "Text, made for printing."
    return ""


def _result_is_array(event: Event) -> bool:
    result: Value | None = event.result
    return result is not None and result.is_array


_SENTENCES = {
    Kind.DOT: _dot,
    Kind.ELEMENTWISE: _elementwise,
    Kind.TRANSPOSE: _transpose,
    Kind.REDUCE: _reduce,
    Kind.CREATE: _create,
    Kind.RANDOM: _random,
    Kind.CALL: _call,
    Kind.BIND: _bind,
    Kind.UPDATE: _update,
    Kind.COMPARE: _compare,
    Kind.BRANCH: _branch,
    Kind.LOOP: _loop,
    Kind.PRINT: _print,
    Kind.DEFINE: _define,
    Kind.IMPORT: _import,
    Kind.INDEX: _index,
    Kind.OTHER: _other,
}
