"""The page itself: a frame for the terminal that textual-serve draws, with all that it needs from this server."""

from __future__ import annotations

from importlib.resources import files

KINDS = {"page.css": "text/css", "page.js": "text/javascript"}
"""The parts of the page, by what they are."""

SAFETY = {
    # Nothing is fetched from anywhere else, and nobody shows this page inside their own.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
"""Headers of the page and of its parts."""


def text_of(name: str) -> str:
    """A file of the page."""
    return (files(__name__) / name).read_text(encoding="utf-8")
