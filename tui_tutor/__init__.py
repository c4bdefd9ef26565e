"""See a neural network learn, one operation at a time, in a terminal."""

__version__ = "0.1.0"
