"""The tutor in a browser: a page, and a process of its own for each that is open."""
