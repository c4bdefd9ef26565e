"""The one table of commands: from it come the keys, the footer, the palette and the help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something a learner can do.

    `name` is what the settings file calls it. `keys` are Textual's names of its usual keys, `shown` how the first is
    written. `action` is the screen's action. `words` are the footer's, empty for commands that it never shows. In
    `help` a usual key in braces stands for the one that does so. `group` heads it in the help.
    """

    name: str
    keys: str
    shown: str
    action: str
    words: str
    help: str
    group: str

    @property
    def title(self) -> str:
        """What the command does, in the first of the words of its help."""
        return self.help.partition(";")[0]


MOVES, JUMPS, VIEW, DO, MORE = "Step by step", "Through the iterations", "Watch", "Try", "And"

COMMANDS: tuple[Command, ...] = (
    Command("next", "right,space", "→", "step('forward')", "next", "one operation on", MOVES),
    Command("back", "left", "←", "step('back')", "back", "one operation back", MOVES),
    Command("line", "down", "↓", "step('line')", "line", "one line on, over calls", MOVES),
    Command("line-back", "up", "↑", "step('line back')", "line back", "one line back", MOVES),
    Command(
        "step", "right_square_bracket,full_stop", "]", "step('step')", "step", "to the next step of the lesson", MOVES
    ),
    Command(
        "step-back", "left_square_bracket,comma", "[", "step('step back')", "step back", "to the step before", MOVES
    ),
    Command("turn", "right_curly_bracket", "}", "step('turn')", "turn", "one turn of the inner loop on", JUMPS),
    Command(
        "turn-back",
        "left_curly_bracket",
        "{",
        "step('turn back')",
        "turn back",
        "one turn of the inner loop back",
        JUMPS,
    ),
    Command("iteration", "i", "i", "iterate(1)", "iteration", "1 iteration on; {I} goes back", JUMPS),
    Command("ten", "x", "x", "iterate(10)", "10", "10 iterations on; {X} goes back", JUMPS),
    Command("hundred", "c", "c", "iterate(100)", "100", "100 iterations on; {C} goes back", JUMPS),
    Command("thousand", "m", "m", "iterate(1000)", "1,000", "1,000 iterations on; {M} goes back", JUMPS),
    Command(
        "ten-thousand",
        "t",
        "t",
        "iterate(10000)",
        "10,000",
        "10,000 iterations on; {T} goes back",
        JUMPS,
    ),
    Command("iteration-back", "I,İ", "I", "iterate(-1)", "", "", JUMPS),
    Command("ten-back", "X", "X", "iterate(-10)", "", "", JUMPS),
    Command("hundred-back", "C", "C", "iterate(-100)", "", "", JUMPS),
    Command("thousand-back", "M", "M", "iterate(-1000)", "", "", JUMPS),
    Command("ten-thousand-back", "T", "T", "iterate(-10000)", "", "", JUMPS),
    Command("end", "end", "end", "step('end')", "to the end", "to the end of the program", JUMPS),
    Command("start", "home", "home", "step('home')", "to the start", "to its beginning", JUMPS),
    Command(
        "main-loop",
        "u",
        "u",
        "choose_loop",
        "main loop",
        "main loop: which loop of the program the iteration keys go through",
        JUMPS,
    ),
    Command(
        "first-operand",
        "1",
        "1",
        "origin(0)",
        "",
        "where an operation failed: its first operand's origin, {2} its second's",
        DO,
    ),
    Command("second-operand", "2", "2", "origin(1)", "", "", DO),
    Command(
        "notices",
        "exclamation_mark",
        "!",
        "notices",
        "notices",
        "what was noticed in the run so far; where each was met first",
        DO,
    ),
    Command(
        "why",
        "d",
        "d",
        "why",
        "why not?",
        "why does the error not fall: a diagnosis of weights, updates and slopes, layer by layer",
        DO,
    ),
    Command(
        "go-to",
        "g",
        "g",
        "ask",
        "go to",
        "go to: an iteration, an operation, a line, the end, or where a condition holds",
        JUMPS,
    ),
    Command(
        "where-from",
        "b",
        "b",
        "where_from",
        "where from",
        "where the number that is pointed at comes from, one operation a press; {B} goes on to what uses it",
        VIEW,
    ),
    Command("goes-to", "B", "B", "goes_to", "", "", VIEW),
    Command(
        "pin",
        "equals_sign",
        "=",
        "pin",
        "pin",
        "pin an expression among the numbers; the same again takes it away",
        VIEW,
    ),
    Command("act", "a", "a", "act", "act out", "act the operation out slowly, piece by piece", VIEW),
    Command("play", "p", "p", "play", "play", "play and pause", VIEW),
    Command("faster", "plus", "+", "faster(1)", "faster", "faster: playing, acting out, replays", VIEW),
    Command("slower", "minus", "-", "faster(-1)", "slower", "slower", VIEW),
    Command(
        "picture",
        "v",
        "v",
        "picture",
        "picture",
        "next picture: network, what each neuron says, error, curve of a function, target and prediction, "
        "the error's bowl, the parts of a sum; after the last of a script it asks what to plot",
        VIEW,
    ),
    Command(
        "row",
        "r",
        "r",
        "example(1)",
        "another row",
        "another row of the data in the network; {R} goes back",
        VIEW,
    ),
    Command("row-back", "R", "R", "example(-1)", "", "", VIEW),
    Command(
        "weights",
        "h",
        "h",
        "neuron(1)",
        "weights",
        "one neuron's weights after the other's; {H} goes back",
        VIEW,
    ),
    Command("weights-back", "H", "H", "neuron(-1)", "", "", VIEW),
    Command("axes", "l", "l", "linear", "log or linear", "the error curve on logarithmic axes, or linear ones", VIEW),
    Command("ask-me", "o", "o", "ask_first", "ask me", "ask me first: guess before an operation is shown", DO),
    Command(
        "what-if",
        "w",
        "w",
        "what_if",
        "what if",
        "what if: other numbers, another seed, mistakes, side by side with the program",
        DO,
    ),
    Command(
        "another-number",
        "s",
        "s",
        "another_number",
        "another number",
        "set another number: the one pointed at in the listing, run side by side with the program",
        DO,
    ),
    Command("edit", "e", "e", "edit", "edit", "edit the program, and step through the change", DO),
    Command(
        "new-customers",
        "n",
        "n",
        "newcomers",
        "new inputs",
        "new inputs: the network asked about data it was not trained on",
        DO,
    ),
    Command("original", "z", "z", "original", "original", "the original program again", DO),
    Command("fold", "f", "f", "fold", "fold calls", "step inside called functions, or over them", VIEW),
    Command("lessons", "L", "L", "lessons", "lessons", "the other lessons, and what was finished in each", MORE),
    Command("link", "y", "y", "link", "link", "toytutor link: copy the command that opens exactly here again", MORE),
    Command("stop", "escape", "esc", "stop", "", "stop a jump, leave what is open", MORE),
    Command("panel", "tab", "tab", "focus_panel(1)", "", "to the next panel; there {pgup} and {pgdn} scroll", MORE),
    Command(
        "point-right",
        "shift+right",
        "shift+arrows",
        "point(1, 0)",
        "",
        "in a panel: point at a cell, a line, an iteration",
        MORE,
    ),
    Command("point-left", "shift+left", "", "point(-1, 0)", "", "", MORE),
    Command("point-down", "shift+down", "", "point(0, 1)", "", "", MORE),
    Command("point-up", "shift+up", "", "point(0, -1)", "", "", MORE),
    Command("enter", "enter", "enter", "enter", "", "go to what is pointed at, or read it out in full", MORE),
    Command("panel-back", "shift+tab", "shift+tab", "focus_panel(-1)", "", "to the panel before", MORE),
    Command("page-down", "pagedown", "pgdn", "scroll_panel(1)", "", "", MORE),
    Command("page-up", "pageup", "pgup", "scroll_panel(-1)", "", "", MORE),
    Command("help", "question_mark,f1", "?", "help", "help", "this help", MORE),
    Command("palette", "colon", ":", "palette", "", "", MORE),
    Command("quit", "q,ctrl+q", "q", "leave", "", "quit", MORE),
)

IN_INNER_LOOPS = frozenset({"turn", "turn-back"})
"""Commands that are offered only to who stands in an inner loop."""

IN_LOOPS = frozenset(
    f"{name}{back}" for name in ("iteration", "ten", "hundred", "thousand", "ten-thousand") for back in ("", "-back")
)
"""Commands that are offered only in a program with a loop."""

AMONG_LOOPS = frozenset({"main-loop"})
"""Commands that are offered only in a program with two loops or more."""

LEARNING = frozenset({"why"})
"""Commands that are offered only where a loop updates numbers and there is an error to look at."""

WITH_STEPS = frozenset({"step", "step-back"})
"""Commands that are offered only in a program with numbered steps."""

PALETTE_HELP = ("ctrl+p", "every command by name (or {:})")
"""The command palette's key is Textual's own."""

SYSTEM_HELP = (
    ("ctrl+c", "twice quits; where text is selected it is copied"),
    ("ctrl+z", "suspends the tutor, and fg brings it back; in the editor it undoes"),
)
"""Keys of terminals, which mean the same over every screen."""

QUIT = ("q", "quit")
"""What the footer shows always."""
