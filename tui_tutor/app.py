"""The Textual app: one main screen, its themes and its command palette."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from functools import partial

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme, ThemeProvider

from tui_tutor.leavable import LeavableApp
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress, Store
from tui_tutor.lesson.settings import UNSET, Choice, Choices, Settings, first_words
from tui_tutor.runner.client import Client
from tui_tutor.screens.dialog import Palette
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.tutor import TutorScreen
from tui_tutor.surroundings import asks_for_no_colour, motion_from, theme_from
from tui_tutor.view.explain import topics
from tui_tutor.view.gallery import TITLES
from tui_tutor.view.keymap import Keymap, read_keys
from tui_tutor.view.keys import COMMANDS
from tui_tutor.view.wording import in_words_of
from tui_tutor.widgets.ascii import Ascii
from tui_tutor.widgets.hits import Commands
from tui_tutor.widgets.palette import palette_of
from tui_tutor.widgets.plain import Harmless
from tui_tutor.widgets.themes import DARK, THEMES
from tui_tutor.widgets.variables import STYLE, variables

MOTIONS = {
    "full": "what is done moves, a product cell by cell",
    "reduced": "what is new is marked for a moment",
    "none": "end states only",
}
"""How much moves, and what that is."""

Memory = tuple[Store, Progress, str | None]


class TutorApp(LeavableApp):
    """Shows one lesson."""

    TITLE = "toytutor"
    ENABLE_COMMAND_PALETTE = True
    CSS = f"{LeavableApp.CSS}{STYLE}"
    COMMANDS = {Commands}  # noqa: RUF012

    def __init__(
        self,
        lesson: Lesson,
        client: Client,
        *,
        motion: str | None = None,
        theme: str | None = None,
        ascii_only: bool = False,
        memory: Memory | None = None,
        settings: Settings = UNSET,
        keys: Keymap | None = None,
        keeps_choices: bool = False,
        picture: str = "",
        remark: str | None = None,
    ) -> None:
        """`memory` is where progress is kept and what was kept before, `settings` what was chosen for all lessons.
        `keys` are those of the settings, where they have been read.

        `picture` is shown first, and `remark` said. What is wrong with the settings is added to their problems; with
        `keeps_choices` what is chosen is written into their file. Raises ValueError for an unknown `theme`.
        """
        # Without colours the terminal's own are kept: Textual would draw in greys of its own.
        super().__init__(ansi_color=True if asks_for_no_colour(os.environ) else None)
        for each in THEMES:
            self.register_theme(each)
        self._lesson = lesson
        self._client = client
        self._motion = motion or motion_from(os.environ) or settings.motion or "full"
        self._gates: list[LineFilter] = [Harmless(), *([Ascii()] if ascii_only else [])]
        self._memory = memory
        self.tutor: TutorScreen | None = None
        if theme is not None and theme not in self.available_themes:
            raise ValueError(f"there is no theme {theme!r}; there are: {', '.join(sorted(self.available_themes))}")
        asked, self._remark = theme_from(os.environ, self.available_themes) if theme is None else (theme, None)
        self.theme = asked or self._theme_of(settings) or DARK.name
        self._settings, self._keeps_choices = settings, keeps_choices
        self._keymap_read = keys or read_keys(settings.keys)
        self.set_keymap({name: ",".join(keys) for name, keys in self._keymap_read.given})
        self._choices: Choices | None = None
        self._picture, self._first_words = picture, remark

    def _theme_of(self, settings: Settings) -> str | None:
        """The theme of the settings; None, and a problem, where there is no such theme."""
        name = settings.theme
        if name is None or name in self.available_themes:
            return name
        if settings.table is not None:
            close = difflib.get_close_matches(name, self.available_themes, n=1)
            hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(sorted(self.available_themes))}"
            settings.table.report("theme", f"there is no theme {name!r}; {hint}")
        return None

    def on_mount(self) -> None:
        """Keep what is chosen from now on."""
        if self._keeps_choices and self.tutor is not None:
            self._choices = Choices(self.tutor.from_threads(self.say))
        self._theme_before = self.theme
        self.theme_changed_signal.subscribe(self, self._theme_is_chosen)

    def _theme_is_chosen(self, theme: Theme) -> None:
        if theme.name != self._theme_before:
            self._theme_before = theme.name
            self._choose("theme", theme.name)

    def _choose(self, name: str, choice: Choice) -> None:
        if self._choices is not None:
            self._choices.choose(name, choice)

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        self.tutor = TutorScreen(
            self._lesson,
            self._client,
            motion=self._motion,
            settings=self._settings,
            keys=self._keymap_read,
            choose=self._choose,
        )
        self.tutor.begin_with(self._picture)
        if self._memory is not None:
            store, progress, note = self._memory
            self.tutor.remember_in(
                store, progress, self._first_words or first_words(self._settings.problems) or self._remark or note
            )
        return self.tutor

    def say(self, words: str) -> None:
        """Say something where the uppermost screen has a place for it, else over that screen."""
        if isinstance(self.screen, CommandPalette):
            # It has no place for words, nor has Textual over it.
            self.screen.dismiss()
        if isinstance(self.screen, TutorScreen | EditScreen):
            self.screen.tell(words)
        else:
            super().say(words)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line of every widget passes before it is written."""
        return [*super().get_line_filters(), *self._gates]

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, those that text and edges are drawn in made legible."""
        own = variables(palette_of(self))
        return {**super().get_css_variables(), **own}

    def close(self, *, left: bool = True) -> None:
        """End the processes that run programs, and write what is to be remembered.

        `left` is whether the app could be left; otherwise it hangs still.
        """
        if self.tutor is not None:
            self.tutor.close_drafts(left=left, failed=self.failure is not None)
            self.tutor.close_memory()
            if self._choices is not None:
                self._choices.close()
            self.tutor.close_programs()

    def action_command_palette(self) -> None:
        """Search all commands by name."""
        if not isinstance(self.screen, CommandPalette):
            if isinstance(self.screen, TutorScreen):
                self.screen.come_to_rest()
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Choose a theme by name."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command of the table, then Textual's own choice of a theme."""
        if isinstance(screen, TutorScreen):
            for command in COMMANDS:
                if command.help and screen.state.offers(command):
                    run = partial(screen.run_action, command.action)
                    title = in_words_of(screen.state.lesson, command.title)
                    yield SystemCommand(title, f"key {screen.state.keys.shown(command)}", run)
            for each in screen.loops():
                yield SystemCommand(f"main loop: {each.place}", each.code, partial(screen.choose_loop, each.line))
            for name in screen.pictures():
                yield SystemCommand(f"picture: {TITLES[name]}", "beside the stage", partial(screen.show_picture, name))
            if screen.state.outline.has_loop:
                yield SystemCommand("plot an expression", "in the error picture", screen.ask_plot)
            for motion, words in MOTIONS.items():
                yield SystemCommand(f"motion: {motion}", words, partial(screen.move_as, motion))
            for name, words in topics(screen.state):
                yield SystemCommand(f"what is {name}?", words, partial(screen.action_explain, name))
        yield SystemCommand("choose another theme", "colours of the whole screen", self.action_change_theme)
