"""Questions about what comes next, and how answers are judged."""
