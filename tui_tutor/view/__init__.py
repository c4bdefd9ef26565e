"""Moments to words, grids and lines; knows no Textual."""
