"""Lesson files, read and checked."""
