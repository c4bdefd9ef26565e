"""The page of `toytutor completion`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.page import CANNOT, DONE, Page

SHELLS = ("bash", "zsh", "fish", "man")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish; or man, for the manual page")


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import completion

    return completion.run(given.shell)


PAGE = Page(
    "completion",
    "SHELL",
    "print what makes a shell complete command lines",
    (
        "Prints a script for a shell, which then completes commands, options and their values, lessons, themes, and "
        "the paths of scripts and folders. Each time it asks the toytutor that is being called, so it never grows old.",
        "With man in place of a shell it prints this manual as a page for man.",
        "Write what is printed to where your shell looks for it; a new shell then knows it.",
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor completion bash > ~/.local/share/bash-completion/completions/toytutor", "bash"),
        ("toytutor completion zsh > ~/.zfunc/_toytutor", "zsh, where ~/.zfunc is in fpath before compinit is called"),
        ("toytutor completion fish > ~/.config/fish/completions/toytutor.fish", "fish"),
        ("toytutor completion man > ~/.local/share/man/man1/toytutor.1", "the manual page; make the folder first"),
    ),
    statuses=(DONE, CANNOT),
    read_on=("toytutor --help",),
)
