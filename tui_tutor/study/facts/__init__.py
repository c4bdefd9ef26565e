"""Facts about an operation that its numbers alone do not show, and that are no reproach."""
