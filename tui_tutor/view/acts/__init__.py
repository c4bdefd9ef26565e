"""Every kind of operation drawn in its own way."""
