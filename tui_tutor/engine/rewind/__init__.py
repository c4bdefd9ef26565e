"""The running program and the way back: its states, its printed text, what lies outside of it."""
