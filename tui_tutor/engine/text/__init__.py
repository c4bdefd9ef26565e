"""The program as text: its source, what the guard allows of it, and how its pieces are called."""
