"""What the command palette finds: the app's commands, their words taken as they stand."""

from __future__ import annotations

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui_tutor.widgets.plain import plain

_HELP = "not bold"


class Commands(Provider):
    """The app's commands. Textual's own provider of them takes their words for markup."""

    async def discover(self) -> Hits:
        """All commands, in the order of the alphabet."""
        for command in sorted(self._commands(), key=lambda each: each.title):
            if command.discover:
                yield DiscoveryHit(_prompt(plain(command.title), command), command.callback, command.title)

    async def search(self, query: str) -> Hits:
        """The commands that a query fits, with what it fits to marked."""
        matcher = self.matcher(query)
        for command in self._commands():
            title = plain(command.title)
            score, places = matcher.fuzzy_search.match(query, title.plain)
            if score > 0:
                for place in places:
                    title = title.stylize(matcher.match_style, place, place + 1)
                yield Hit(score, _prompt(title, command), command.callback, command.title)

    def _commands(self) -> list[SystemCommand]:
        return list(self.app.get_system_commands(self.screen))


def _prompt(title: Content, command: SystemCommand) -> Content:
    return Content("\n").join([title, plain(command.help).stylize(_HELP)]) if command.help else title
