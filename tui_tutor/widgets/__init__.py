"""Textual widgets that paint what the view has drawn."""
